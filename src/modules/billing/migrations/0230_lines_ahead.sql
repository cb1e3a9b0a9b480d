-- An invoice of a hundred thousand lines takes seconds to write down. Its lines may come before it does, so that the series of numbers, for which
-- all others wait, is held for the invoice alone.
set local lock_timeout = '5s';

create table billing.line_ahead (
  -- Looked at when the unit commits: no line stays without its invoice.
  invoice_id uuid primary key references billing.invoice (id) deferrable initially deferred
);
comment on table billing.line_ahead is 'Invoices whose lines were written before they were. Only grows.';
create trigger only_grows before update or delete on billing.line_ahead for each row execute function platform.only_grows();
create trigger never_emptied before truncate on billing.line_ahead for each statement execute function platform.only_grows();

create or replace function billing.check_lines() returns trigger language plpgsql as $$
declare
  wrong text;
begin
  select case when is_there then format('service %s of a line is not there', service_id)
              else format('invoice %s of a line is not there', invoice_id) end into wrong
  from (
    select invoice_id, service_id,
      coalesce((select true from billing.invoice as of where of.id = added.invoice_id),
               (select true from billing.line_ahead as of where of.invoice_id = added.invoice_id)) is not null as is_there,
      service_id is null or (select true from services.service as of where of.id = added.service_id) is not null as is_known
    from added
  ) as told
  where not is_there or not is_known limit 1;
  if wrong is null then
    select format('plan version %s of a line is not published', plan_version_id) into wrong
    from (select distinct plan_version_id from added where plan_version_id is not null) as used
    where (select true from catalog.plan_version as of where of.id = used.plan_version_id and of.state <> 'draft') is null limit 1;
  end if;
  if wrong is null then
    select format('account %s of a line is not there', income_account) into wrong
    from (select distinct income_account from added) as used
    where (select true from ledger.account as of where of.code = used.income_account) is null limit 1;
  end if;
  if wrong is not null then
    raise exception '%', wrong using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
