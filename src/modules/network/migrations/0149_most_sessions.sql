-- What a small router bears; null: as many as come.
alter table network.nas add column sessions_max integer check (sessions_max between 1 and 1000000);
