-- VAT that was charged, paid over and never received comes back for a bad debt (VAT Act s.31); what the debtor pays later is owed again.
alter table billing.adjustment drop constraint adjustment_kind_check, drop constraint adjustment_check2,
  add constraint adjustment_kind_check check (kind in ('goodwill', 'write-off', 'recovery', 'withheld-vat', 'withheld-income',
    'deposit', 'deposit-used', 'deposit-returned', 'vat-relief', 'vat-relief-returned')),
  add constraint adjustment_check2 check ((of_id is not null)
    = (kind in ('recovery', 'deposit-used', 'deposit-returned', 'vat-relief', 'vat-relief-returned')));
-- Of a debt it comes back once at a time.
create unique index adjustment_relief on billing.adjustment (of_id) where kind = 'vat-relief' and undone_at is null;
