-- Quotations: what was offered to somebody, at which price and until when, and what came of it. Amounts are whole cents.
alter table billing.series drop constraint series_kind_check;
alter table billing.series add constraint series_kind_check check (kind in ('invoice', 'credit-note', 'quotation'));
insert into billing.series (kind, prefix, next) values ('quotation', 'QUO-', 1);

create table billing.quotation (
  id uuid primary key,
  subscriber_id uuid not null references subscribers.subscriber,
  -- One that is sent and whose days are over has expired; nothing has to happen for that.
  state text not null check (state in ('draft', 'sent', 'accepted', 'declined', 'withdrawn')),
  version integer not null default 1 check (version > 0),
  -- Taken when it is sent, so that the series has no gap.
  number bigint unique,
  code text unique,
  -- What is offered, as it was composed.
  items jsonb not null,
  notes_en text not null,
  notes_sw text not null,
  valid_days integer not null check (valid_days between 1 and 365),
  -- The last local day on which it can be accepted, and the midnight after it in the ISP's zone as it was then.
  valid_on date,
  expires_at timestamptz,
  gross_cents bigint not null check (gross_cents >= 0),
  sent_at timestamptz,
  -- Accepted, declined or withdrawn.
  ended_at timestamptz,
  reason text not null default '',
  -- What it charged at once when it was accepted.
  invoice_id uuid unique references billing.invoice,
  made_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  check ((number is null) = (sent_at is null) and (code is null) = (sent_at is null)),
  check ((valid_on is null) = (sent_at is null) and (expires_at is null) = (sent_at is null)),
  check (state in ('draft', 'withdrawn') or sent_at is not null),
  check ((ended_at is null) = (state in ('draft', 'sent'))),
  check (invoice_id is null or state = 'accepted')
);
comment on table billing.quotation is 'An offer to a subscriber. Numbered and frozen when it is sent; accepted once.';
create index quotation_subscriber on billing.quotation (subscriber_id, made_at, id);
create index quotation_made on billing.quotation (made_at, id);
create index quotation_amount on billing.quotation (gross_cents, id);
create index quotation_sent on billing.quotation (expires_at, id) where state = 'sent';

create table billing.quotation_line (
  quotation_id uuid not null references billing.quotation,
  place smallint not null check (place > 0),
  -- Of which of the items, counted from zero.
  item smallint not null check (item >= 0),
  -- Of the product or add-on; null: a price of the plan.
  product_id uuid,
  -- The product as it was offered.
  product jsonb,
  kind text not null check (kind in ('recurring', 'one-off', 'add-on', 'device')),
  component text not null,
  charged text not null check (charged in ('once', 'each-period')),
  words_en text not null,
  words_sw text not null,
  quantity bigint not null check (quantity > 0),
  -- Of one, before discounts and after, in the tax mode of the price.
  list_cents bigint not null,
  price_cents bigint not null check (price_cents >= 0),
  tax_class text not null,
  -- Of all of them: net, excise, VAT and all, never worked out again.
  taxed jsonb not null,
  gross_cents bigint not null check (gross_cents >= 0),
  primary key (quotation_id, place),
  check ((product_id is null) = (product is null))
);
comment on table billing.quotation_line is 'One priced thing that is offered. Frozen once its quotation is sent.';

create function billing.offer_stays() returns trigger language plpgsql as $$
begin
  if (select state from billing.quotation where id = coalesce(new.quotation_id, old.quotation_id)) <> 'draft' then
    raise exception 'What was offered stays: % of billing.quotation_line is refused', tg_op using errcode = 'insufficient_privilege';
  end if;
  return coalesce(new, old);
end $$;
create trigger offer_stays before insert or update or delete on billing.quotation_line
  for each row execute function billing.offer_stays();

create table billing.quotation_service (
  quotation_id uuid not null references billing.quotation,
  -- A service comes of one quotation at most.
  service_id uuid primary key references services.service
);
comment on table billing.quotation_service is 'What was ordered when a quotation was accepted. Only grows.';
create index quotation_service_quotation on billing.quotation_service (quotation_id);
create trigger only_grows before update or delete on billing.quotation_service
  for each row execute function platform.only_grows();
