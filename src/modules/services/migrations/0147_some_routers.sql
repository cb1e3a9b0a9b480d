-- The routers on which a service may be used; none: on all. No key to them: routers are archived, never deleted.
alter table services.service add column nas_ids uuid[] not null default '{}' check (cardinality(nas_ids) <= 100);
