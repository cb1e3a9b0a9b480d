-- What was charged for a service, and up to when: asked by every bill run and whenever a service ends. Without it all lines were read through.
create index line_service on billing.line (service_id, to_at) where service_id is not null;
