-- Up to which end of a period the usage of a service was looked at, so that each period is looked at once.
alter table services.auto_change add column looked_until timestamptz;
