-- Up to which journal every transfer of ours has arrived or was undone: what is asked every minute begins after it.
create table banking.transfer_mark (
  is_only boolean primary key default true check (is_only),
  journal bigint not null check (journal >= 0)
);
insert into banking.transfer_mark (journal) values (0);
comment on table banking.transfer_mark is 'The last journal before which no transfer of ours is open; lowered where an arrival is taken back.';

-- Which payment a line is may be found out later, once; and anew where somebody took back that it was a transfer of ours.
create function banking.only_found() returns trigger language plpgsql as $$
begin
  if to_jsonb(new) - 'payment_id' <> to_jsonb(old) - 'payment_id' or (old.payment_id is not null
      and not exists (select from banking.arrival where line_id = old.id and undone_at is not null)) then
    raise exception 'banking.line only grows: UPDATE is refused' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
drop trigger only_found on banking.line;
create trigger only_found before update on banking.line for each row execute function banking.only_found();
