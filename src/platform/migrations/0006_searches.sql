-- Lists that are searched by any part of their text: which columns, and the index that makes it quick.

create table platform.searched (
  -- `schema.table`
  table_name text primary key,
  columns text[] not null
);
comment on table platform.searched is 'Columns whose texts lists search by any part; platform.index_searches() makes their indexes.';

-- For migrations of rooms: these columns are searched with `matches` from now on.
create function platform.searches(searched_table regclass, searched_columns text[]) returns void language plpgsql as $$
declare
  wanted constant text := (select format('%I.%I', nspname, relname) from pg_class join pg_namespace on pg_namespace.oid = relnamespace where pg_class.oid = searched_table);
begin
  insert into platform.searched (table_name, columns) values (wanted, searched_columns)
    on conflict (table_name) do update set columns = excluded.columns;
  execute format('drop index if exists %s_search', wanted);
end
$$;

-- Makes the indexes that are missing, and tells how many still are. They need pg_trgm, which comes with PostgreSQL but
-- is a package of its own on some servers; without it a search looks at every row, which is slower and as right.
-- Runs at each start, so installing the package later is enough.
create function platform.index_searches() returns integer language plpgsql as $$
declare
  one record;
  missing integer := 0;
begin
  begin
    if not exists (select from pg_extension where extname = 'pg_trgm') then
      create extension pg_trgm;
    end if;
  exception when others then null;
  end;
  for one in select table_name, columns from platform.searched where to_regclass(table_name || '_search') is null loop
    begin
      execute format('create index %I on %s using gin (%s)',
        split_part(one.table_name, '.', 2) || '_search', one.table_name,
        (select string_agg(format('%I gin_trgm_ops', name), ', ') from unnest(one.columns) as name));
    -- No such operator class, or the table is in use: the next start tries again.
    exception when undefined_object or lock_not_available then missing := missing + 1;
    end;
  end loop;
  return missing;
end
$$;
