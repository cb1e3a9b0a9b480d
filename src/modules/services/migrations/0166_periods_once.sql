-- Periods that never overlap never begin at the same moment either: the constraint says so, and finds them.
drop index services.period_start;
