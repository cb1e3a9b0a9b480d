-- Sites of one county or kind are listed by name, and every site is found by any part of what is written about it.
create index site_county_name on organization.site (county, lower(name), id);
create index site_kind_name on organization.site (kind, lower(name), id);
select platform.searches('organization.site', array['name', 'code', 'town', 'address']);
