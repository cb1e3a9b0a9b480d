-- M-Pesa tells who paid by the hash of their phone, or by its ends: both find the contact, under our own key.
alter table subscribers.contact
  add column phone_hash_blind text,
  add column phone_ends_blind text;
create index contact_phone_hash on subscribers.contact (phone_hash_blind) where phone_hash_blind is not null;
create index contact_phone_ends on subscribers.contact (phone_ends_blind) where phone_ends_blind is not null;
create index contact_without_hash on subscribers.contact (id) where phone_hash_blind is null and channel <> 'email';
