-- Keys of the vault, wrapped by the key-encryption key that the database never sees, and the audit trail.
create schema if not exists platform;

create table platform.data_key (
  id text primary key check (id ~ '^[dia][1-9][0-9]*$'),
  purpose text not null check (purpose in ('data', 'index', 'audit')),
  -- coming: every process holds it, none writes with it yet. retired: destroyed, no row uses it.
  state text not null check (state in ('coming', 'current', 'decrypt-only', 'retired')),
  -- Which key-encryption key wraps it; the tag of `wrapped` tells a wrong one at once.
  kek text not null,
  wrapped text,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  check ((state = 'retired') = (wrapped is null))
);
comment on table platform.data_key is 'Keys that encrypt fields (data), hash them for search (index) and chain the audit trail (audit), each wrapped by the key-encryption key.';
create unique index data_key_current on platform.data_key (purpose) where state = 'current';

create table platform.reseal (
  table_name text not null,
  column_name text not null,
  -- The last row done in this pass; null before the first.
  after_id text,
  rows_resealed bigint not null default 0,
  -- Rows that did not open; they stay as they are.
  rows_broken bigint not null default 0,
  finished_at timestamptz,
  primary key (table_name, column_name)
);
comment on table platform.reseal is 'How far the re-encryption of each sealed column has come; it goes on from here after a crash.';

create table platform.audit (
  id uuid primary key,
  at timestamptz not null,
  -- The endpoint, job, reaction or command-line name.
  action text not null,
  outcome text not null check (outcome in ('done', 'refused', 'failed', 'looked')),
  actor_kind text not null check (actor_kind in ('nobody', 'staff', 'subscriber', 'system')),
  actor_id text,
  -- `session:…` or `api-key:…`.
  via text,
  -- `schema.table/id`.
  objects text[] not null default '{}',
  site_id uuid,
  ip text,
  user_agent text,
  request_id text,
  -- The refusal's code or the fault's id.
  because text,
  -- Input, facts before and after, and the reason given; may hold personal data, so it is sealed. Null once erased.
  detail_sealed text,
  -- Keyed hash of the plain detail: re-encryption and erasure leave the chain valid.
  detail_mac bytea,
  -- Keyed hash of everything above but detail_sealed.
  mac bytea not null
);
comment on table platform.audit is 'Who did, was refused, failed at or looked at what. Only grows.';
create index audit_at on platform.audit (at, id);
create index audit_actor on platform.audit (actor_id, id) where actor_id is not null;
create index audit_action on platform.audit (action, id);
create index audit_outcome on platform.audit (outcome, id) where outcome <> 'done';
create index audit_site on platform.audit (site_id, id) where site_id is not null;
create index audit_objects on platform.audit using gin (objects);
create index audit_request on platform.audit (request_id) where request_id is not null;

-- Rows that wait for their place in the chain. A row enters with its audit row and leaves when it is linked.
create table platform.audit_unlinked (
  audit_id uuid primary key
);

create table platform.audit_link (
  position bigint primary key check (position > 0),
  audit_id uuid not null unique,
  hash bytea not null
);
comment on table platform.audit_link is 'The chain: each hash covers the one before and one audit row. Places are given after commit, so writers never wait for each other.';

create table platform.audit_head (
  one boolean primary key default true check (one),
  position bigint not null,
  hash bytea not null,
  mac bytea not null,
  linked_at timestamptz not null
);
comment on table platform.audit_head is 'Where the chain ends, so that a missing tail shows.';

create table platform.audit_anchor (
  day date primary key,
  position bigint not null,
  hash bytea not null,
  mac bytea not null
);
comment on table platform.audit_anchor is 'The chain at the end of each day (UTC), also written to the log and to the home: a copy that the database cannot change.';

create table platform.audit_verification (
  id uuid primary key,
  started_at timestamptz not null,
  finished_at timestamptz not null,
  row_count bigint not null,
  waiting_count bigint not null,
  erased_count bigint not null,
  anchor_count integer not null,
  finding_count bigint not null,
  -- The first ones, in words.
  findings text[] not null
);
comment on table platform.audit_verification is 'What came of walking the whole trail; the last one is shown beside it.';
create index audit_verification_at on platform.audit_verification (started_at);

create function platform.only_grows() returns trigger language plpgsql as $$
begin
  -- Re-encryption under a newer key and erasure replace the sealed detail, and nothing else.
  if tg_op = 'UPDATE' and tg_table_name = 'audit'
    and to_jsonb(new) - 'detail_sealed' = to_jsonb(old) - 'detail_sealed' then
    return new;
  end if;
  raise exception '%.% only grows: % is refused', tg_table_schema, tg_table_name, tg_op
    using errcode = 'insufficient_privilege';
end $$;

create trigger only_grows before update or delete on platform.audit
  for each row execute function platform.only_grows();
create trigger never_emptied before truncate on platform.audit
  for each statement execute function platform.only_grows();
create trigger only_grows before update or delete on platform.audit_link
  for each row execute function platform.only_grows();
create trigger never_emptied before truncate on platform.audit_link
  for each statement execute function platform.only_grows();
create trigger only_grows before update or delete on platform.audit_anchor
  for each row execute function platform.only_grows();
create trigger never_emptied before truncate on platform.audit_anchor
  for each statement execute function platform.only_grows();
