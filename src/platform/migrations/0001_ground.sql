-- Events that rooms announce, what came of them, and when the machine last ran what it runs by itself.
-- Jobs wait in graphile_worker's own schema.

create table platform.event (
  id uuid primary key,
  name text not null,
  payload jsonb not null,
  at timestamptz not null,
  actor text not null,
  origin text not null,
  order_key text
);
create index event_at on platform.event (at, id);
create index event_name on platform.event (name, at);

-- A row here is the effect of a reaction: it commits with what the reaction wrote, so there is one or none.
create table platform.reaction_done (
  event_id uuid not null references platform.event on delete cascade,
  reaction text not null,
  at timestamptz not null,
  primary key (event_id, reaction)
);

create table platform.reconciler (
  name text primary key,
  started_at timestamptz not null,
  finished_at timestamptz,
  done integer,
  remaining integer,
  fault text
);

create table platform.invariant_run (
  name text primary key,
  at timestamptz not null,
  -- Since when it has been violated without a break; null while it holds.
  violated_since timestamptz,
  violations text[] not null,
  fault text
);

-- Ordered jobs that were tried before, of which there are few: what a later one of their order must wait for.
create index job_tried_in_order on graphile_worker._private_jobs (job_queue_id, task_id)
  where job_queue_id is not null and (attempts > 0 or last_error is not null);
