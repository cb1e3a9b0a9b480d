-- Wallets are swept by two lanes side by side: while PostgreSQL writes what one has bought, the other reads and prices. Each has its own
-- services, by the last byte of their ids, and its own place in the order in which these run out.
set local lock_timeout = '5s';

create table billing.sweep (
  lane smallint primary key check (lane in (0, 1)),
  -- Services of this lane whose paid time ends up to here, and of that moment those with ids up to here, were looked at for renewal.
  renewed_at timestamptz not null,
  renewed_id uuid not null
);
comment on table billing.sweep is 'How far each lane of the sweep has come. Two rows.';
insert into billing.sweep (lane, renewed_at, renewed_id)
select lane, renewed_at, renewed_id from billing.progress, generate_series(0, 1) as lane;

comment on column billing.progress.renewed_at is 'Before there were lanes; see billing.sweep.';
comment on column billing.progress.renewed_id is 'Before there were lanes; see billing.sweep.';
