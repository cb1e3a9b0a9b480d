-- Who brought a subscriber in; price rules ask for it.
alter table subscribers.subscriber add column referred_by uuid references subscribers.subscriber check (referred_by <> id);
create index subscriber_referred_by on subscribers.subscriber (referred_by) where referred_by is not null;
