-- What foreign keys of payments promised row by row is looked at once in a statement: each payment put a lock on the row of the account
-- that it came into, which all units share. Accounts and subscribers never leave.
create function payments.check_payments() returns trigger language plpgsql as $$
declare
  wrong text;
begin
  select format('account %s of a payment is not there', into_account) into wrong
  from (select distinct into_account from added) as used
  where (select true from ledger.account as of where of.code = used.into_account) is null limit 1;
  if wrong is null then
    select format('subscriber %s of a payment is not there', subscriber_id) into wrong from added
    where subscriber_id is not null
      and (select true from subscribers.subscriber as of where of.id = added.subscriber_id) is null
    limit 1;
  end if;
  if wrong is not null then
    raise exception '%', wrong using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger check_new after insert on payments.payment
  referencing new table as added
  for each statement execute function payments.check_payments();
create trigger check_changed after update on payments.payment
  referencing new table as added
  for each statement execute function payments.check_payments();
alter table payments.payment drop constraint payment_into_account_fkey, drop constraint payment_subscriber_id_fkey;
