-- How we count: a chart of accounts, journals whose postings sum to zero, balances of parties, and the proof of it all.
-- Amounts are whole cents; debits are positive, credits negative.
create schema ledger;

create table ledger.account (
  code integer primary key check (code between 1000 and 9999),
  name text not null check (name <> ''),
  kind text not null check (
    kind = case code / 1000 when 1 then 'asset' when 2 then 'liability' when 3 then 'equity' when 4 then 'income' else 'expense' end
  ),
  -- Whose balance is kept for each party; null: postings name no party, and no balance row makes payments wait for each other.
  party_kind text check (party_kind in ('subscriber', 'agent', 'staff', 'payment', 'refund', 'voucher-batch')),
  -- The balance of a party never passes zero against the account's own side, unless the posting says so.
  is_guarded boolean not null default false check (not is_guarded or party_kind is not null),
  -- What the accountant's own software calls it; the code and name unless said.
  export_name text,
  -- Standard accounts are posted to by the rooms, so they stay as they are.
  is_standard boolean not null default false,
  archived_at timestamptz check (archived_at is null or not is_standard),
  version integer not null default 1 check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null
);
comment on table ledger.account is 'The chart of accounts.';

insert into ledger.account (code, name, kind, party_kind, is_guarded, is_standard, changed_at, by_kind, by_id)
select code, name, kind, party_kind, is_guarded, true, now(), 'system', 'kasi'
from (values
  (1010, 'M-Pesa paybill', 'asset', null, false),
  (1011, 'M-Pesa till', 'asset', null, false),
  (1012, 'Airtel Money', 'asset', null, false),
  (1015, 'Card payments', 'asset', null, false),
  (1020, 'Bank', 'asset', null, false),
  (1030, 'Cash drawers', 'asset', 'staff', false),
  (1100, 'Receivable from subscribers', 'asset', 'subscriber', false),
  (1180, 'Withheld VAT receivable', 'asset', null, false),
  (1190, 'Allowance for doubtful debts', 'asset', null, false),
  (2100, 'Wallets of subscribers', 'liability', 'subscriber', true),
  (2110, 'Deposits of subscribers', 'liability', 'subscriber', true),
  (2120, 'Vouchers sold, not redeemed', 'liability', 'voucher-batch', true),
  (2130, 'Float of agents', 'liability', 'agent', true),
  (2200, 'Deferred revenue', 'liability', null, false),
  (2300, 'VAT payable', 'liability', null, false),
  (2310, 'Excise duty payable', 'liability', null, false),
  (2400, 'Payments without an owner', 'liability', 'payment', true),
  (2500, 'Commission payable', 'liability', 'agent', true),
  (2600, 'Refunds on their way', 'liability', 'refund', true),
  (3000, 'Opening balances', 'equity', null, false),
  (4000, 'Recurring revenue', 'income', null, false),
  (4010, 'Usage revenue', 'income', null, false),
  (4020, 'One-off revenue', 'income', null, false),
  (4030, 'Voucher revenue', 'income', null, false),
  (4040, 'Late fees', 'income', null, false),
  (4100, 'Discounts given', 'income', null, false),
  (4200, 'Service level credits', 'income', null, false),
  (4900, 'Breakage', 'income', null, false),
  (5100, 'Payment fees', 'expense', null, false),
  (5200, 'Bad debts', 'expense', null, false),
  (5300, 'Commissions', 'expense', null, false),
  (5900, 'Rounding', 'expense', null, false)
) as standard (code, name, kind, party_kind, is_guarded);

create table ledger.journal (
  -- The order in which journals were recorded; may have gaps where a unit was undone.
  number bigint generated always as identity primary key,
  id uuid not null unique,
  -- What happened, under the name of the room that says so: `payments.receipt`.
  kind text not null check (kind ~ '^[a-z-]+\.[a-z-]+$'),
  -- The natural name of the effect: the same thing is never booked twice.
  key text not null unique check (length(key) between 1 and 200),
  -- Over kind, subject, memo, what it reverses, and all postings.
  body_hash bytea not null check (octet_length(body_hash) = 32),
  currency text not null check (currency = 'KES'),
  -- When it counts, and that moment's local day in the ISP's zone as it was then.
  booked_at timestamptz not null,
  booked_on date not null,
  recorded_at timestamptz not null,
  -- The row that it came from: `payments.payment` and its id.
  subject_kind text,
  subject_id uuid,
  -- Never personal: what the ledger holds cannot be erased.
  memo text check (length(memo) <= 300),
  reverses bigint unique references ledger.journal,
  by_kind text not null,
  by_id text not null,
  check ((subject_kind is null) = (subject_id is null))
);
comment on table ledger.journal is 'One movement of money, with its postings. Only grows; what was wrong is reversed.';
create index journal_booked on ledger.journal (booked_at, id);
create index journal_kind on ledger.journal (kind, number);
create index journal_memo on ledger.journal (lower(memo) text_pattern_ops) where memo is not null;
create index journal_subject on ledger.journal (subject_id) where subject_id is not null;

create table ledger.posting (
  journal bigint not null references ledger.journal,
  place smallint not null check (place > 0),
  account integer not null references ledger.account,
  party uuid,
  -- Debit positive, credit negative.
  cents bigint not null check (cents <> 0),
  primary key (journal, place)
);
comment on table ledger.posting is 'One account''s share of a journal. Only grows; those of one journal come in one statement and sum to zero.';
create index posting_account on ledger.posting (account, journal);
create index posting_party on ledger.posting (party, account, journal) where party is not null;

create table ledger.party_balance (
  party uuid not null,
  account integer not null references ledger.account,
  cents bigint not null,
  primary key (party, account)
) with (fillfactor = 80);
comment on table ledger.party_balance is 'The sum of a party''s postings, kept by the units that post them. Accounts without parties have no row: all units would wait for it.';

create table ledger.account_day (
  account integer not null references ledger.account,
  day date not null,
  debit_cents bigint not null,
  credit_cents bigint not null,
  primary key (account, day)
);
comment on table ledger.account_day is 'Postings up to the watermark, summed by account and booked day. Built by a job, never by the units that post.';

create table ledger.watermark (
  one boolean primary key default true check (one),
  -- Journals up to here are in ledger.account_day.
  rolled_up bigint not null,
  -- Journals up to here are decided: no unit that took a lower number is still at work.
  settled bigint not null,
  -- The candidate for `settled`, and the units (as pg_locks names them) that were booking when it was taken.
  candidate bigint not null,
  waits_for text[]
);
comment on table ledger.watermark is 'How far the sums by day have come. One row.';
insert into ledger.watermark (rolled_up, settled, candidate) values (0, 0, 0);

create table ledger.period (
  -- The first day of a calendar month.
  month date primary key check (extract(day from month) = 1),
  state text not null check (state in ('open', 'closed')),
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null
);
comment on table ledger.period is 'Fiscal periods that were ever closed; any other month is open.';

create table ledger.period_change (
  id uuid primary key,
  month date not null references ledger.period,
  -- Of the period after this change.
  version integer not null,
  state text not null check (state in ('open', 'closed')),
  reason text not null,
  at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  unique (month, version)
);
comment on table ledger.period_change is 'Who closed and reopened which fiscal period, and why. Only grows.';

create table ledger.seal (
  number integer primary key check (number > 0),
  -- The local day that it was made after.
  day date not null unique,
  from_journal bigint not null,
  to_journal bigint not null check (to_journal >= from_journal - 1),
  journal_count bigint not null,
  -- SHA-256 over the seal before and over every journal from_journal to to_journal in order.
  hash bytea not null check (octet_length(hash) = 32),
  -- Keyed, so that whoever can write to the database cannot make a seal.
  mac text not null,
  sealed_at timestamptz not null
);
comment on table ledger.seal is 'Fingerprints of all that was recorded, one a day, each over the one before. Only grows.';

create table ledger.verification (
  id uuid primary key,
  started_at timestamptz not null,
  finished_at timestamptz not null,
  journal_count bigint not null,
  seal_count bigint not null,
  finding_count bigint not null,
  -- The first ones, in words.
  findings text[] not null
);
comment on table ledger.verification is 'What came of computing every seal again; the last one is shown.';
create index verification_at on ledger.verification (started_at);

create trigger only_grows before update or delete on ledger.journal
  for each row execute function platform.only_grows();
create trigger never_emptied before truncate on ledger.journal
  for each statement execute function platform.only_grows();
create trigger only_grows before update or delete on ledger.posting
  for each row execute function platform.only_grows();
create trigger never_emptied before truncate on ledger.posting
  for each statement execute function platform.only_grows();
create trigger only_grows before update or delete on ledger.seal
  for each row execute function platform.only_grows();
create trigger never_emptied before truncate on ledger.seal
  for each statement execute function platform.only_grows();
create trigger only_grows before update or delete on ledger.period_change
  for each row execute function platform.only_grows();

-- Held from before a unit takes its first number until it ends. So whoever asks which units may still bring a lower
-- number sees them in pg_locks, and no period closes between a unit's look at it and its commit.
create function ledger.hold_while_booking() returns void language sql as $$
  select pg_advisory_xact_lock_shared(50, 1);
$$;
create function ledger.hold_off_booking() returns void language sql as $$
  select pg_advisory_xact_lock(50, 1);
$$;
create view ledger.booking as
  select virtualtransaction as unit from pg_locks
  where locktype = 'advisory' and classid = 50 and objid = 1 and objsubid = 2 and mode = 'ShareLock' and granted
    and database = (select oid from pg_database where datname = current_database());
comment on view ledger.booking is 'Units that are booking at this moment.';
create function ledger.before_journals() returns trigger language plpgsql as $$
begin
  perform ledger.hold_while_booking();
  return null;
end $$;
create trigger before_journals before insert on ledger.journal
  for each statement execute function ledger.before_journals();

create function ledger.check_journals() returns trigger language plpgsql as $$
declare
  wrong text;
begin
  select format('%s is closed', to_char(period.month, 'YYYY-MM')) into wrong
  from ledger.period
  where period.state = 'closed'
    and exists (select from added where date_trunc('month', added.booked_on::timestamp)::date = period.month)
  limit 1;
  if wrong is null then
    select format('journal %s reverses a reversal', added.key) into wrong
    from added join ledger.journal as original on original.number = added.reverses
    where original.reverses is not null
    limit 1;
  end if;
  if wrong is not null then
    raise exception 'the ledger refuses: %', wrong using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;
create trigger check_journals after insert on ledger.journal
  referencing new table as added
  for each statement execute function ledger.check_journals();

-- All postings of a journal come in one statement, as places 1 to n; so a second statement can add none.
create function ledger.check_postings() returns trigger language plpgsql as $$
declare
  wrong text;
begin
  select format('postings of journal %s sum to %s cents', journal, sum(cents)) into wrong
  from added
  group by journal
  having sum(cents) <> 0 or min(place) <> 1 or max(place) <> count(*)
  limit 1;
  if wrong is null then
    select format('account %s is posted to %s a party', added.account,
                  case when added.party is null then 'without' else 'with' end) into wrong
    from added join ledger.account on account.code = added.account
    where (account.party_kind is null) <> (added.party is null)
    limit 1;
  end if;
  if wrong is not null then
    raise exception 'the ledger refuses: %', wrong using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;
create trigger check_postings after insert on ledger.posting
  referencing new table as added
  for each statement execute function ledger.check_postings();
