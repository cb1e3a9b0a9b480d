-- A code is worth time where it is typed at a walk-in door, and money where a subscriber types it at the portal.
alter table vouchers.voucher add column subscriber_id uuid references subscribers.subscriber;
alter table vouchers.voucher drop constraint voucher_check;
alter table vouchers.voucher add constraint voucher_redeemed
  check ((state = 'redeemed') = (num_nonnulls(service_id, subscriber_id) = 1) and num_nonnulls(service_id, subscriber_id) <= 1);
