-- When each router with an API was asked for its sessions last, and what came of it; one row for each, written over.
create table access.nas_look (
  nas_id uuid primary key,
  asked_at timestamptz not null,
  answered_at timestamptz,
  -- As the API says it (network, router-api); null: never answered yet.
  outcome text check (outcome in ('listed', 'unreachable', 'silent', 'wrong-login', 'refused')),
  said text,
  -- rules/breaker.ts: how often in a row it was silent, and until when it is left alone.
  silences integer not null default 0,
  rests_until timestamptz,
  -- At the last answer that was a list: how many sessions the router had, how many of ours it did not, how many we did not.
  listed_at timestamptz,
  listed integer not null default 0,
  ended integer not null default 0,
  unaccounted integer not null default 0,
  -- Some of those that we did not, with the names that they dialled with.
  unaccounted_sealed text
);
comment on table access.nas_look is 'What routers say themselves about their sessions.';

-- What is there was checked by the narrower rule.
alter table access.session_step
  drop constraint session_step_what_check,
  add constraint session_step_what_check
    check (what in ('told', 'failed', 'end-wanted', 'ended', 'asked', 'unasked')) not valid;
