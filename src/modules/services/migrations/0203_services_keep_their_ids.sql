-- What is looked at when rows come in must stay true when they change: a service keeps its id, and a period its service.
create trigger keeps_id before update of id on services.service
  for each row when (old.id is distinct from new.id) execute function platform.only_grows();
create trigger keeps_service before update of service_id on services.period
  for each row when (old.service_id is distinct from new.service_id) execute function platform.only_grows();
