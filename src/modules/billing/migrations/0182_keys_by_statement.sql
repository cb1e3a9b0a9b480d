-- What foreign keys of invoices, their lines and what settles them promised row by row is looked at once in a statement: of a bill run
-- they were a fifth of PostgreSQL's work, and each put a lock on a row that others want. The other half of the promise is that nothing that
-- they name ever leaves: documents, subscribers, services, accounts, published plan versions.
create function billing.check_invoices() returns trigger language plpgsql as $$
declare
  missing uuid;
begin
  -- By each, as a scalar: joined, a plan that was made while there were few would read through all of them later.
  select subscriber_id into missing from added
  where (select true from subscribers.subscriber as of where of.id = added.subscriber_id) is null limit 1;
  if found then
    raise exception 'subscriber % of an invoice is not there', missing using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;

create function billing.check_lines() returns trigger language plpgsql as $$
declare
  wrong text;
begin
  select case when is_there then format('service %s of a line is not there', service_id)
              else format('invoice %s of a line is not there', invoice_id) end into wrong
  from (
    select invoice_id, service_id,
      (select true from billing.invoice as of where of.id = added.invoice_id) is not null as is_there,
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

create function billing.check_allocations() returns trigger language plpgsql as $$
declare
  wrong uuid;
begin
  select id into wrong from added
  where (select true from billing.invoice as of where of.id = added.invoice_id) is null
    or credit_note_id is not null and (select true from billing.credit_note as of where of.id = added.credit_note_id) is null
    or adjustment_id is not null and (select true from billing.adjustment as of where of.id = added.adjustment_id) is null
  limit 1;
  if found then
    raise exception 'what allocation % settles, or by what, is not there', wrong using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;

create trigger check_invoices after insert on billing.invoice
  referencing new table as added for each statement execute function billing.check_invoices();
create trigger check_lines after insert on billing.line
  referencing new table as added for each statement execute function billing.check_lines();
create trigger check_allocations after insert on billing.allocation
  referencing new table as added for each statement execute function billing.check_allocations();
create trigger never_emptied before truncate on billing.invoice
  for each statement execute function platform.only_grows();
create trigger never_emptied before truncate on billing.line
  for each statement execute function platform.only_grows();

alter table billing.invoice drop constraint invoice_subscriber_id_fkey;
alter table billing.line drop constraint line_invoice_id_fkey, drop constraint line_service_id_fkey,
  drop constraint line_plan_version_id_fkey, drop constraint line_income_account_fkey;
alter table billing.allocation drop constraint allocation_invoice_id_fkey, drop constraint allocation_credit_note_id_fkey,
  drop constraint allocation_adjustment_id_fkey;
