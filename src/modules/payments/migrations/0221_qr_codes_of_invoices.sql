-- A bill run has a code made for each of its invoices: which wait is asked often, and old ones go by night.
create index qr_waiting on payments.qr (asked_at) where state = 'waiting';
create index qr_asked on payments.qr (asked_at);
