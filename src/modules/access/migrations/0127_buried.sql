-- A session that we took for dead, and that goes on after a day, is found where it was buried.
create index past_session_by_key on access.past_session (key);
