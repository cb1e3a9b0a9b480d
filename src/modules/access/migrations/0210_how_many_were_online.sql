-- How many were online, for a picture of the day: sessions are not counted backwards whenever somebody looks.
create table access.online (
  at timestamptz not null,
  site_id uuid not null references organization.site,
  sessions integer not null check (sessions >= 0),
  primary key (at, site_id)
);
comment on table access.online is 'Sessions that were open at each site, every five minutes of the last month. Made from sessions, and thrown away.';
