-- Two more ways into the portal: a passkey of one's own, and Google.
create table subscribers.portal_passkey (
  id uuid primary key,
  -- Whose portal it opens, and by which contact of theirs: once they are not reached there any more it opens nothing.
  subscriber_id uuid not null references subscribers.subscriber,
  value_blind text not null,
  credential_id text not null unique,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  synced boolean not null,
  name text not null check (length(name) between 1 and 60),
  added_at timestamptz not null,
  last_used_at timestamptz
);
comment on table subscribers.portal_passkey is 'Passkeys by which subscribers sign in to the portal.';
create index portal_passkey_value on subscribers.portal_passkey (value_blind, added_at);
create index portal_passkey_subscriber on subscribers.portal_passkey (subscriber_id);

create table subscribers.portal_google (
  value_blind text primary key,
  -- Addresses change hands, Google's number of an account does not: another account under the same address is not let in.
  subject_blind text not null,
  linked_at timestamptz not null
);
comment on table subscribers.portal_google is 'Which Google account signs in at which e-mail address.';

create table subscribers.portal_try (
  id uuid primary key,
  -- Of the cookie of the browser that began: nobody else may finish.
  token_hash text not null unique,
  way text not null check (way in ('passkey', 'google')),
  -- What the browser has to answer (passkey), or what is kept until Google answers: state, nonce, verifier and the code.
  challenge text,
  secrets_sealed text,
  step text not null check (step in ('begun', 'asking', 'answered', 'over')),
  -- What Google answered: whom it vouches for, or why it is not enough.
  value_blind text,
  subject_blind text,
  because text,
  started_at timestamptz not null,
  ends_at timestamptz not null
);
comment on table subscribers.portal_try is 'Sign-ins under way by a passkey or by Google; each is finished once.';
create index portal_try_ends on subscribers.portal_try (ends_at);

-- The challenge for a new passkey, answered once.
alter table subscribers.portal_session add column challenge text;
alter table subscribers.portal_session add column challenge_until timestamptz;
