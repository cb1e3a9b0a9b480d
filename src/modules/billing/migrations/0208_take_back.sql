-- Money that a wallet spent may be taken back by whoever paid it: what it settled is open again, as an allocation below zero.
alter table billing.allocation
  drop constraint allocation_cents_check,
  add constraint allocation_cents_check check (cents > 0 or cents < 0 and source in ('adjustment', 'wallet'));
