-- Processes that answer RADIUS, and where, and those that could not, for people to see: each writes every few seconds that it is there.
create table access.answering (
  process text primary key,
  host text not null,
  auth_port integer not null,
  acct_port integer not null,
  since timestamptz not null,
  seen_at timestamptz not null,
  -- Why it does not listen; null: it does.
  trouble text
);
