-- Who uses an address, or has used it within the last day, is read from the sessions themselves; network.address_use has those of before.
-- What every Start and Stop wrote there is written once, when a session leaves for the past.
create index session_by_address on access.session (ipv4) where ipv4 is not null;
create index session_by_prefix on access.session (ipv6_prefix) where ipv6_prefix is not null;
create index session_by_delegated on access.session (delegated_prefix) where delegated_prefix is not null;
