-- Cash at a till: drawers, what moves in and out of them by hand, and what was counted.
create schema tills;

create table tills.drawer (
  id uuid primary key,
  -- For people; may have gaps.
  number bigint generated always as identity unique,
  cashier uuid not null,
  site_id uuid not null references organization.site,
  -- The local day on which it was opened.
  day date not null,
  float_cents bigint not null check (float_cents >= 0),
  state text not null check (state in ('open', 'closed')),
  opened_at timestamptz not null,
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null
);
comment on table tills.drawer is 'Cash of one cashier at one site on one day.';
-- The ledger tells drawers apart by their cashiers.
create unique index drawer_open on tills.drawer (cashier) where state = 'open';
create unique index drawer_day on tills.drawer (cashier, site_id, day);
create index drawer_site on tills.drawer (site_id, day);
create index drawer_opened on tills.drawer (opened_at, id);

create table tills.movement (
  id uuid primary key,
  drawer_id uuid not null references tills.drawer,
  way text not null check (way in ('from-safe', 'to-safe', 'to-bank', 'expense')),
  cents bigint not null check (cents > 0),
  note text not null check (length(note) between 1 and 200),
  at timestamptz not null,
  by_kind text not null,
  by_id text not null
);
comment on table tills.movement is 'Cash that went into a drawer or out of it by hand. Only grows.';
create index movement_drawer on tills.movement (drawer_id, at);
create trigger only_grows before update or delete on tills.movement
  for each row execute function platform.only_grows();

create table tills.closing (
  id uuid primary key,
  drawer_id uuid not null references tills.drawer,
  closed_at timestamptz not null,
  expected_cents bigint not null,
  counted_cents bigint not null check (counted_cents >= 0),
  -- Notes and coins: denomination in shillings, pieces.
  counts jsonb not null,
  -- What came by each kind of journal since it was opened.
  lines jsonb not null,
  -- Journals up to here were decided when it was closed, and what was in it of those after: where the next drawer begins to sum.
  settled bigint not null,
  after_settled jsonb not null,
  note text check (length(note) between 1 and 300),
  -- Null where it was empty and nothing was counted.
  journal_id uuid,
  -- Somebody opened the drawer again.
  undone_at timestamptz,
  undone_because text,
  by_kind text not null,
  by_id text not null,
  check ((undone_at is null) = (undone_because is null))
);
comment on table tills.closing is 'What was counted when a drawer was closed, and what should have been there.';
create unique index closing_drawer on tills.closing (drawer_id) where undone_at is null;
create index closing_all on tills.closing (drawer_id, closed_at);
