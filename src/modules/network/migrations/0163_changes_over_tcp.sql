-- Changes over TCP (RFC 6613), for the routers that take them so.
alter table network.nas
  drop constraint nas_coa_way_check,
  add constraint nas_coa_way_check check (coa_way in ('direct', 'direct-tcp', 'tunnel', 'next-interim'));
