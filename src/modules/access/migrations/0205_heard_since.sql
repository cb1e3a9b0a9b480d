-- A session is silent only as far as somebody listened: since when a process has said without a gap that it answers routers.
alter table access.answering add column heard_since timestamptz;
update access.answering set heard_since = seen_at;
alter table access.answering alter column heard_since set not null;
