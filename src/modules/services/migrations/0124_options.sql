-- What is held is something that the catalog knows; what of a plan's optional prices was chosen stands with the service.
alter table services.service
  add constraint service_plan_version foreign key (plan_version_id) references catalog.plan_version,
  -- Optional prices of the plan by their key: how many.
  add column chosen jsonb not null default '{}' check (jsonb_typeof(chosen) = 'object');
