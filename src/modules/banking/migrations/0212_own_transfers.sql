-- A line that may be money of ours is no payment before somebody, or the transfer itself, says which.
alter table banking.line drop constraint line_check;
alter table banking.line add constraint line_out check (cents > 0 or payment_id is null);

create table banking.arrival (
  id uuid primary key,
  line_id uuid not null references banking.line,
  -- What put the money on its way: the journal that debited 1025, or credited it where it left the bank.
  journal bigint not null references ledger.journal,
  found_by text not null check (found_by in ('receipt', 'words', 'staff')),
  found_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  undone_at timestamptz
);
comment on table banking.arrival is 'Which line of a bank is which transfer of ours.';
-- Of the living ones: a line is one transfer, and a transfer arrives once.
create unique index arrival_line on banking.arrival (line_id) where undone_at is null;
create unique index arrival_journal on banking.arrival (journal) where undone_at is null;
create index arrival_of_line on banking.arrival (line_id);
create index arrival_of_journal on banking.arrival (journal);

-- A line grows, but that it is a payment may be found out later, once.
drop trigger only_grows on banking.line;
create trigger only_grows before delete on banking.line
  for each row execute function platform.only_grows();
create trigger only_found before update on banking.line
  for each row when (old.payment_id is not null or to_jsonb(new) - 'payment_id' <> to_jsonb(old) - 'payment_id')
  execute function platform.only_grows();

-- Which transfers were said to be late.
create table banking.late_transfer (
  journal bigint primary key references ledger.journal,
  found_at timestamptz not null
);
comment on table banking.late_transfer is 'Transfers that did not arrive in their time, each told once.';

-- The few lines of which nobody knows whether they are ours.
create index line_held on banking.line (day, id) where cents > 0 and payment_id is null;
