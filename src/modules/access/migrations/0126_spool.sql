-- How far accounting that waited on the disk of a process is in: written with the entries, so that none is counted twice.
create table access.spool (
  id uuid primary key,
  position bigint not null check (position >= 0),
  moved_at timestamptz not null
);
comment on table access.spool is 'How far accounting that waited on the disk of a RADIUS process has been brought in.';
