-- A row that goes on, or ends, stays on its page (HOT) where the page has room for it and no index hangs on what changes. After a
-- blackout all rows of a page are written at once, by interims that come together.
alter table access.session set (fillfactor = 50);

-- Written with each Start, and never better than session_by_service: a service has few sessions of the last day.
drop index access.session_open_by_service;

-- Those that are over stay for a day, and are passed over.
drop index access.session_open_by_nas;
create index session_by_nas on access.session (nas_id);

-- Looked at now and then, by who moves them to the past. From PostgreSQL 16 on, a BRIN index is no reason to leave the page.
drop index access.session_ended;
create index session_ended on access.session using brin (ended_at) with (pages_per_range = 32);
