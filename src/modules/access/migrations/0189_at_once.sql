-- Said within a statement that writes what a process remembers: where something is not as it was, nothing of the statement happens, and the
-- caller reads first.
create function access.or_start_over(is_so boolean) returns boolean language plpgsql as $$
begin
  if not is_so then
    raise exception 'something is not as it was remembered' using errcode = '40001';
  end if;
  return true;
end
$$;
