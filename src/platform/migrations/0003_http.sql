-- What the HTTP edge must remember between processes.

-- Replies of writes that carried an Idempotency-Key, kept for a day. The reply may hold anything that a
-- reply holds (a new API key, a phone number), so it is sealed by the vault.
create table platform.idempotency (
  id uuid primary key,
  actor text not null,
  endpoint text not null,
  key text not null,
  -- SHA-256 of the input: the same key with other content is refused.
  fingerprint bytea not null,
  reply_sealed text not null,
  at timestamptz not null,
  unique (actor, endpoint, key)
);
create index idempotency_at on platform.idempotency (at);

-- Tries of secrets (passwords, codes), counted for all processes together. `bucket` is a keyed hash of
-- the account, address or device, so the table names nobody. `spent_until` is the theoretical arrival
-- time of the generic cell rate algorithm (ITU-T I.371): the later it lies, the fewer tries are left.
create table platform.guess (
  bucket text primary key,
  spent_until timestamptz not null
);
create index guess_spent_until on platform.guess (spent_until);
