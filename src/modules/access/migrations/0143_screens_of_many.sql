-- What screens ask where there are 100,000 rows and more: journeys/plans.test.ts. Nothing here is written by an interim: past sessions are
-- moved in batches, attempts are written every two seconds, and few sessions are in trouble.
create index past_session_by_id on access.past_session (id);
create index past_session_by_station on access.past_session (station, started_at desc, id desc);
create index past_session_by_nas on access.past_session (nas_id, started_at desc, id desc);
create index session_in_trouble on access.session (started_at desc, id desc) where enforce_failures > 0;
create index session_ending on access.session (started_at desc, id desc) where end_wanted_at is not null;
create index attempt_by_reason on access.attempt (reason, at desc, id desc);
create index attempt_rejected on access.attempt (at desc, id desc) where outcome = 'reject';
