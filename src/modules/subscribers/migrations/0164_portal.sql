-- How subscribers sign in to the portal: by a code on a phone or an address of theirs, or by a password.
create table subscribers.portal_code (
  id uuid primary key,
  -- As in subscribers.contact: whoever is reached there.
  value_blind text not null,
  code_blind text not null,
  tries integer not null default 0,
  made_at timestamptz not null,
  ends_at timestamptz not null,
  used_at timestamptz
);
comment on table subscribers.portal_code is 'Codes that were sent for signing in; each is good once, for five minutes and five tries.';
create index portal_code_value on subscribers.portal_code (value_blind, made_at);
create index portal_code_made on subscribers.portal_code (made_at);

create table subscribers.portal_session (
  id uuid primary key,
  token_hash text not null unique,
  -- By which contact they came in: everybody who is reached there may be looked after.
  value_blind text not null,
  -- Whose things are shown now.
  subscriber_id uuid not null references subscribers.subscriber,
  device text not null check (length(device) <= 200),
  started_at timestamptz not null,
  last_seen_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz
);
comment on table subscribers.portal_session is 'Browsers in which subscribers are signed in.';
create index portal_session_value on subscribers.portal_session (value_blind, started_at) where ended_at is null;
create index portal_session_ends on subscribers.portal_session (ends_at);

create table subscribers.portal_password (
  value_blind text primary key,
  password_hash text not null,
  tries integer not null default 0,
  tried_at timestamptz,
  set_at timestamptz not null
);
comment on table subscribers.portal_password is 'Passwords of those who chose one, by the contact that they sign in with.';
