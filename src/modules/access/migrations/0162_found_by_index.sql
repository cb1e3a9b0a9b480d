-- A device among those that are online, by its address (journeys/plans.test.ts).
create index session_by_station on access.session (station);

-- Marked once a minute by who ends the silent ones, and taken away by the next word of the session. An index on when something was heard
-- would be written with each interim.
alter table access.session add column silent_since timestamptz;
create index session_silent on access.session (started_at desc, id desc) where silent_since is not null;
create index session_changing on access.session (started_at desc, id desc) where enforcing_until is not null;

-- Which guest a home server means, when it changes or ends a session of theirs.
create index session_of_guest on access.session (nas_session) where service_id is null;

-- Home servers are asked by RadSec, too, and may speak up about their own guests.
alter table access.home_server
  add column transport text not null default 'udp' check (transport in ('udp', 'radsec')),
  -- The name in its certificate, and whose signature makes it good (PEM); null: its address, and the authorities of the system.
  add column tls_name text,
  add column tls_authority text,
  -- RFC 9813: what it knows us by, where both sides have a key instead of certificates. The key is the secret.
  add column tls_identity text,
  add column sends_changes boolean not null default false,
  add check (transport = 'radsec' or (tls_name is null and tls_authority is null and tls_identity is null));
