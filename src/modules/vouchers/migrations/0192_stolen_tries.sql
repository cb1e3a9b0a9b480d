-- Who tried a stolen code, where and when: what somebody needs who looks for the thief.
create table vouchers.stolen_try (
  id uuid primary key,
  voucher_id uuid not null references vouchers.voucher,
  -- Which device, as far as it can be told from others; the same one has the same.
  device_blind text not null,
  site_id uuid references organization.site,
  at timestamptz not null
);
comment on table vouchers.stolen_try is 'Tries with codes that were reported stolen.';
create index stolen_try_at on vouchers.stolen_try (at, id);
create index stolen_try_voucher on vouchers.stolen_try (voucher_id, at);
create index stolen_try_device on vouchers.stolen_try (device_blind);
