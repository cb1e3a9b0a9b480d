-- What was paid at a walk-in door and cannot be given goes back to the phone that paid.
alter table hotspot.purchase add column undone_at timestamptz;
alter table hotspot.purchase add column undone_because text check (undone_because in ('closed', 'refused'));
alter table hotspot.purchase add constraint purchase_undone check ((undone_at is null) = (undone_because is null));
alter table hotspot.purchase add constraint purchase_made_or_undone check (undone_at is null or service_id is null);
create index purchase_undone on hotspot.purchase (undone_at, id) where undone_at is not null;
-- Ticked by whoever buys; it goes into the consent ledger once the phone has paid, because then it is theirs.
alter table hotspot.purchase add column wants_offers boolean not null default false;
