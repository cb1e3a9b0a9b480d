-- Who works here, how they sign in, and what they may do.
-- Columns in _sealed are field-encrypted; those in _blind are the keyed hash that finds them.
create schema staff;

create table staff.role (
  id uuid primary key,
  -- The roles that Kasi brings; permissions of rooms added later reach them by this name.
  seed text unique,
  name text not null,
  description text not null default '',
  -- '*' stands for every permission there is. Only the owner role has it.
  permissions text[] not null default '{}',
  requires_mfa boolean not null default true,
  made_at timestamptz not null default now(),
  check (seed = 'owner' or not ('*' = any (permissions)))
);
create unique index role_name on staff.role (lower(name));

-- Permissions that have been offered to the roles above, so that one taken away from a role stays away.
create table staff.known_permission (
  permission text primary key
);

create table staff.member (
  id uuid primary key,
  name_sealed text not null,
  email_sealed text not null,
  email_blind text not null unique,
  password_hash text not null, -- argon2id, RFC 9106
  password_changed_at timestamptz not null,
  language text not null check (language in ('en', 'sw')),
  time_format text not null default '24h' check (time_format in ('24h', '12h')),
  theme text not null default 'system' check (theme in ('system', 'light', 'dark')),
  totp_secret_sealed text,
  totp_added_at timestamptz,
  -- The last 30-second step whose code was used: no code opens twice (ASVS 5.0 V6.5.1).
  totp_step bigint,
  -- Becomes totp_secret_sealed when its first code is given.
  totp_pending_sealed text,
  disabled_at timestamptz,
  disabled_because_sealed text,
  joined_at timestamptz not null,
  last_sign_in_at timestamptz,
  check ((totp_secret_sealed is null) = (totp_added_at is null))
);

create table staff.member_role (
  member_id uuid not null references staff.member on delete cascade,
  role_id uuid not null references staff.role,
  -- Null: at all sites, also those opened later.
  site_ids uuid[],
  -- Null: for good.
  until timestamptz,
  given_by uuid,
  given_at timestamptz not null,
  primary key (member_id, role_id),
  check (site_ids is null or cardinality(site_ids) > 0)
);
create index member_role_role on staff.member_role (role_id);

create table staff.passkey (
  id uuid primary key,
  member_id uuid not null references staff.member on delete cascade,
  credential_id text not null unique, -- base64url
  public_key bytea not null, -- COSE
  counter bigint not null,
  transports text[] not null,
  synced boolean not null,
  name text not null,
  added_at timestamptz not null,
  last_used_at timestamptz
);
create index passkey_member on staff.passkey (member_id);

create table staff.recovery_code (
  member_id uuid not null references staff.member on delete cascade,
  -- The first character of the code says which row it is, so that one hash is enough to check it.
  slot text not null,
  code_hash text not null, -- argon2id
  used_at timestamptz,
  primary key (member_id, slot)
);

-- A browser from which a member has signed in before. Its own tries are counted apart from those of
-- strangers, so nobody can lock a member out by guessing.
create table staff.device (
  token_hash text not null, -- SHA-256
  member_id uuid not null references staff.member on delete cascade,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  primary key (token_hash, member_id)
);
create index device_member on staff.device (member_id);

create table staff.session (
  id uuid primary key,
  token_hash text not null unique, -- SHA-256 of 256 random bits
  member_id uuid not null references staff.member on delete cascade,
  device text not null,
  ip text not null,
  started_at timestamptz not null,
  last_seen_at timestamptz not null,
  proven_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  ended_because text check (ended_because in ('signed-out', 'replaced', 'revoked', 'idle', 'security')),
  -- The WebAuthn challenge that this session is answering, for a new passkey or a proof of identity.
  challenge text,
  challenge_until timestamptz
);
create index session_member on staff.session (member_id) where ended_at is null;
create index session_last_seen on staff.session (last_seen_at) where ended_at is null;

-- A sign-in under way: after the password, or after a passkey was asked for.
create table staff.sign_in (
  id uuid primary key,
  token_hash text not null unique, -- SHA-256
  member_id uuid references staff.member on delete cascade,
  started_at timestamptz not null,
  ends_at timestamptz not null,
  tries int not null default 0,
  challenge text,
  finished_at timestamptz
);

-- A code sent by e-mail; the newest of its purpose and subject is the one that counts.
create table staff.mailed_code (
  id uuid primary key,
  purpose text not null check (purpose in ('sign-in', 'new-password', 'new-email')),
  -- The sign-in under way, or the member: a code opens only what it was asked for (ASVS 5.0 V6.6.2).
  subject_id uuid not null,
  member_id uuid not null references staff.member on delete cascade,
  code_blind text not null,
  new_email_sealed text,
  new_email_blind text,
  sent_at timestamptz not null,
  ends_at timestamptz not null,
  tries int not null default 0,
  used_at timestamptz
);
create index mailed_code_subject on staff.mailed_code (subject_id, purpose, sent_at desc);
create index mailed_code_member on staff.mailed_code (member_id, sent_at);

create table staff.invitation (
  id uuid primary key,
  name_sealed text not null,
  email_sealed text not null,
  email_blind text not null,
  language text not null check (language in ('en', 'sw')),
  roles jsonb not null,
  token_hash text not null unique, -- SHA-256
  invited_by uuid not null references staff.member,
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz
);
create unique index invitation_open on staff.invitation (email_blind)
  where accepted_at is null and revoked_at is null;

create table staff.api_key (
  id uuid primary key,
  member_id uuid not null references staff.member on delete cascade,
  name text not null,
  hint text not null,
  key_hash text not null unique, -- SHA-256 of 256 random bits
  permissions text[] not null,
  networks text[] not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  last_used_at timestamptz,
  last_used_ip text
);
create index api_key_member on staff.api_key (member_id);

create table staff.sign_in_attempt (
  id uuid primary key,
  at timestamptz not null,
  member_id uuid references staff.member on delete set null,
  ip text not null,
  device text not null,
  factor text not null check (
    factor in ('password', 'totp', 'email-code', 'recovery-code', 'passkey', 'reset-code', 'set-up-code')
  ),
  outcome text not null check (outcome in ('signed-in', 'factor-right', 'wrong', 'delayed', 'disabled'))
);
create index sign_in_attempt_at on staff.sign_in_attempt (at desc, id desc);
create index sign_in_attempt_member on staff.sign_in_attempt (member_id, at desc);

-- Wrong tries in a row, by whom they point at and whom they come from.
create table staff.wrong_tries (
  key text primary key,
  tries int not null,
  last_at timestamptz not null
);

-- One-time codes for setting up the first owner. Empty for good once there is one.
create table staff.set_up_code (
  code_hash text primary key, -- SHA-256 of 120 random bits
  ends_at timestamptz not null
);

-- Mail that has not gone out yet. The queue carries only its id: what it says is sealed.
create table staff.mail (
  id uuid primary key,
  letter_sealed text not null,
  written_at timestamptz not null
);

insert into staff.role (id, seed, name, description, permissions, requires_mfa) values
  (gen_random_uuid(), 'owner', 'Owner', 'Holds every permission, also of what is added later', '{*}', true),
  (gen_random_uuid(), 'administrator', 'Administrator', 'Runs the system: staff, settings, sites', '{}', true),
  (gen_random_uuid(), 'finance', 'Finance', 'Books, invoices, payments, refunds, tax', '{}', true),
  (gen_random_uuid(), 'cashier', 'Cashier', 'Takes payments at the counter', '{}', false),
  (gen_random_uuid(), 'support', 'Support', 'Helps subscribers', '{}', false),
  (gen_random_uuid(), 'network', 'Network', 'Runs routers, links and speeds', '{}', true),
  (gen_random_uuid(), 'technician', 'Technician', 'Installs and repairs in the field', '{}', false),
  (gen_random_uuid(), 'reseller', 'Reseller', 'Sells vouchers and services for the ISP', '{}', false),
  (gen_random_uuid(), 'auditor', 'Auditor', 'Sees everything and changes nothing', '{}', true);
