-- A prompt may be for something that somebody buys who is not a subscriber yet: a later room knows what, by its own word and reference.
alter table payments.prompt
  alter column subscriber_id drop not null,
  -- Whose the reference is: `hotspot`, `vouchers`. Null: money for the wallet of its subscriber.
  add column purpose text check (purpose ~ '^[a-z][a-z-]{1,39}$'),
  add column reference text check (length(reference) between 1 and 80),
  -- Where it is bought; of a subscriber it is theirs.
  add column site_id uuid references organization.site,
  add constraint prompt_is_for_something check (subscriber_id is not null or purpose is not null),
  add constraint prompt_purpose_and_reference check ((purpose is null) = (reference is null));
-- Typed by hand it says which purchase is meant, also days later.
create unique index prompt_purchase_account on payments.prompt (account) where purpose is not null;
create index prompt_purpose on payments.prompt (purpose, reference, asked_at) where purpose is not null;
