-- Whoever pays as they use is held when the wallet reaches its floor. One such hold at most stands for a service.
set local lock_timeout = '5s';

alter table services.hold drop constraint hold_reason_check;
alter table services.hold add constraint hold_reason_check
  check (reason in ('nonpayment', 'voluntary', 'abuse', 'admin', 'fraud', 'relocation', 'wallet')) not valid;
alter table services.hold validate constraint hold_reason_check;

create unique index hold_wallet on services.hold (service_id) where reason = 'wallet' and lifted_at is null;

-- Who is looked at each minute.
create index service_payg on services.service (id) where pay = 'payg' and status = 'active';
