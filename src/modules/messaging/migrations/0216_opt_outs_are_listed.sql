-- So that staff can see whom they may no longer advertise to, and why, and lift it where it was a mistake.
alter table messaging.opt_out add column id uuid not null default gen_random_uuid();
alter table messaging.opt_out add constraint opt_out_id unique (id);
-- Null for those that were kept by their hash alone.
alter table messaging.opt_out add column value_sealed text;
alter table messaging.opt_out add column reason_sealed text;
create index opt_out_at on messaging.opt_out (at, id);
comment on table messaging.opt_out is 'Addresses that want nothing but what they must know.';
