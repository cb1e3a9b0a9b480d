-- Revenue by who sold: the member of staff who ordered the service, or its subscriber at the portal. Who sold what was earned before is not
-- made up: it is told under nobody's name, so that this breakdown comes to what the ledger says as the others do.
set local lock_timeout = '5s';

create or replace view billing.line_dimension as
  select line.id as line_id, by.dimension, by.key
  from billing.line
  join billing.invoice on invoice.id = line.invoice_id
  join subscribers.subscriber on subscriber.id = invoice.subscriber_id
  left join services.service on service.id = line.service_id
  left join catalog.plan_version on plan_version.id = line.plan_version_id
  cross join organization.isp
  cross join lateral (values
    ('plan', coalesce(plan_version.plan_id::text, 'none')),
    ('site', coalesce(service.site_id, subscriber.site_id)::text),
    ('segment', (select claim.segment_id::text from subscribers.segment_claim as claim
                 where claim.subscriber_id = subscriber.id and claim.state = 'proven' order by claim.segment_id limit 1)),
    ('kind', subscriber.kind),
    ('cohort', to_char(subscriber.added_at at time zone isp.time_zone, 'YYYY-MM')),
    ('seller', (select case by_kind when 'staff' then by_id when 'subscriber' then 'portal' else 'itself' end
                from services.transition where transition.service_id = line.service_id order by seq limit 1))
  ) as given (dimension, key)
  cross join lateral (select given.dimension, coalesce(given.key, 'none') as key) as by;
comment on view billing.line_dimension is 'Plan, site, segment, kind of subscriber, cohort and seller of each line.';

insert into billing.sum_day (measure, dimension, day, key, cents)
select measure, 'seller', day, 'none', sum(cents)::bigint from billing.sum_day
where measure = 'revenue' and dimension = 'kind' group by measure, day;
