-- What subscribers are told by itself, and when.
create schema notices;

create table notices.choice (
  notice text primary key check (length(notice) between 1 and 60),
  is_on boolean not null,
  -- Of reminders: how many hours before.
  lead_hours integer check (lead_hours between 1 and 720),
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null
);
comment on table notices.choice is 'What the ISP has chosen for a notice where that is not as Kasi comes.';

create table notices.considered (
  -- Names the cause, as the key of its message does.
  key text primary key check (length(key) between 1 and 200),
  at timestamptz not null
);
comment on table notices.considered is 'Reminders that were sent, or found to be needless; each cause is looked at once.';
create index considered_at on notices.considered (at);

create table notices.outage (
  id uuid primary key,
  site_id uuid not null references organization.site,
  what text not null check (what in ('begun', 'planned', 'over')),
  -- When it is expected to be over, or to begin.
  at timestamptz,
  told_at timestamptz not null,
  -- The last service that was told, while it goes on.
  told_up_to uuid,
  told integer not null default 0,
  done_at timestamptz,
  by_kind text not null,
  by_id text not null
);
comment on table notices.outage is 'Outages that everybody at a site was, or is being, told of.';
create index outage_site on notices.outage (site_id, told_at);
create index outage_open on notices.outage (told_at) where done_at is null;
