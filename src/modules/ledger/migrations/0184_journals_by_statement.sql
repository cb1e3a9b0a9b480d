-- Nearly no journal reverses another, and each of them had its foreign key looked at, which was a tenth of what booking one costs. The
-- statement looks instead, as it does at what is reversed.
create or replace function ledger.check_journals() returns trigger language plpgsql as $$
declare
  wrong text;
begin
  select format('%s is closed', to_char(period.month, 'YYYY-MM')) into wrong
  from ledger.period
  where period.state = 'closed'
    and exists (select from added where date_trunc('month', added.booked_on::timestamp)::date = period.month)
  limit 1;
  if wrong is null then
    select case when original.number is null then format('what journal %s reverses is not there', added.key)
                else format('journal %s reverses a reversal', added.key) end into wrong
    from added left join ledger.journal as original on original.number = added.reverses
    where added.reverses is not null and (original.number is null or original.reverses is not null)
    limit 1;
  end if;
  if wrong is not null then
    raise exception 'the ledger refuses: %', wrong using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;
alter table ledger.journal drop constraint journal_reverses_fkey;

-- As before; which accounts are posted to is looked at once for each of them.
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
    select case when account.code is null then format('account %s of a posting is not there', used.account)
                else format('account %s is posted to %s a party', used.account,
                            case when used.has_party then 'with' else 'without' end) end into wrong
    from (select distinct account, party is not null as has_party from added) as used
    left join ledger.account on account.code = used.account
    where account.code is null or (account.party_kind is not null) <> used.has_party
    limit 1;
  end if;
  if wrong is not null then
    raise exception 'the ledger refuses: %', wrong using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;
