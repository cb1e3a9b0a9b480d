-- With which a router proves itself over TLS without a certificate (RFC 9813). Not the RADIUS secret: MD5 hashes of that travel in the clear.
alter table network.nas
  add column tls_key_sealed text,
  add column tls_key_made_at timestamptz,
  add constraint nas_tls_key check ((tls_key_sealed is null) = (tls_key_made_at is null));
