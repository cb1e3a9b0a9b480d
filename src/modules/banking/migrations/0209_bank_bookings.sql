-- What went out of a bank account and was booked by somebody who looked.
create table banking.booking (
  line_id uuid primary key references banking.line,
  kind text not null check (kind in ('fee', 'account', 'came-back')),
  -- Where it is in the books: an expense, another account of ours.
  account integer references ledger.account,
  -- The payment that the bank took back.
  payment_id uuid references payments.payment,
  note text check (length(note) between 1 and 300),
  booked_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  check ((kind = 'came-back') = (payment_id is not null)),
  check ((kind = 'came-back') = (account is null))
);
comment on table banking.booking is 'What lines that went out were. Only grows.';
create unique index booking_payment on banking.booking (payment_id) where payment_id is not null;
create index booking_account on banking.booking (account) where account is not null;
create trigger only_grows before update or delete on banking.booking
  for each row execute function platform.only_grows();
