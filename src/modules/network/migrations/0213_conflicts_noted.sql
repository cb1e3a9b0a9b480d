-- Which addresses two claim is looked for now and then and written down. Found at each look at the screen it took as long as all that are online take
-- to compare, and an index of open uses, which only that needed, kept each end of a session from staying on its page.
create table network.conflict (
  address inet not null,
  kind text not null check (kind in ('used-twice', 'held-by-another', 'reserved')),
  nas_id uuid not null references network.nas,
  service_ids uuid[] not null,
  since timestamptz not null,
  primary key (address, kind, nas_id, service_ids)
);
create index conflict_of_nas on network.conflict (nas_id);
comment on table network.conflict is 'Addresses that two claim, as they were when open sessions were looked through last.';
drop index network.address_use_open;
