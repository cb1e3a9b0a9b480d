-- Of an issued document only what was settled or credited of it moves, as before. Rows are compared as rows: two documents made
-- into JSON for each settlement were a tenth of what a payment costs.
create function billing.invoice_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    old.settled_cents := new.settled_cents;
    if old is not distinct from new then return new; end if;
  end if;
  raise exception 'an issued document never changes: %', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
create function billing.line_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    old.credited_net_cents := new.credited_net_cents;
    if old is not distinct from new then return new; end if;
  end if;
  raise exception 'an issued document never changes: %', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
drop trigger stays on billing.invoice;
drop trigger stays on billing.line;
create trigger stays before update or delete on billing.invoice
  for each row execute function billing.invoice_stays();
create trigger stays before update or delete on billing.line
  for each row execute function billing.line_stays();
drop function billing.document_stays();
