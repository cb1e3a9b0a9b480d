-- Sites are listed by everybody all day and seldom changed: their pages are kept until one is.
create trigger told after insert or update or delete or truncate on organization.site
  for each statement execute function platform.tell_change();
