-- What foreign keys of postings promised row by row is now looked at once in a statement, with the rest that is: of a bill run they
-- were a fifth of PostgreSQL's work, and each posting put a lock on the row of its account, which all units share.
-- The other half of the promise is that neither journals nor accounts ever leave.
create function ledger.account_stays() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger refuses: account % is archived, never taken away or renumbered', old.code
    using errcode = 'integrity_constraint_violation';
end $$;
create trigger stays before delete or update of code on ledger.account
  for each row execute function ledger.account_stays();
create trigger never_emptied before truncate on ledger.account
  for each statement execute function platform.only_grows();

create or replace function ledger.check_postings() returns trigger language plpgsql as $$
declare
  wrong text;
begin
  -- By each journal, as a scalar: joined, a plan that was made while there were few would read through all of them later.
  select case when is_there then format('postings of journal %s sum to %s cents', journal, total)
              else format('journal %s of a posting is not there', journal) end into wrong
  from (
    select journal, sum(cents) as total, min(place) as first, max(place) as last, count(*) as many,
      (select true from ledger.journal as of where of.number = added.journal) is not null as is_there
    from added group by journal
  ) as told
  where total <> 0 or first <> 1 or last <> many or not is_there
  limit 1;
  if wrong is null then
    select case when account.code is null then format('account %s of a posting is not there', added.account)
                else format('account %s is posted to %s a party', added.account,
                            case when added.party is null then 'without' else 'with' end) end into wrong
    from added left join ledger.account on account.code = added.account
    where account.code is null or (account.party_kind is null) <> (added.party is null)
    limit 1;
  end if;
  if wrong is not null then
    raise exception 'the ledger refuses: %', wrong using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;

alter table ledger.posting drop constraint posting_journal_fkey, drop constraint posting_account_fkey;
-- Balances are moved by what is posted, in the same statement.
alter table ledger.party_balance drop constraint party_balance_account_fkey;
