-- Cash has more places than drawers, and may be over or short. Through 2121 money of a code goes from its batch into a wallet, so that the
-- balance of the batch is held for a moment only.
insert into ledger.account (code, name, kind, party_kind, is_guarded, is_standard, changed_at, by_kind, by_id)
values
  (1031, 'Cash in the safe', 'asset', null, false, true, now(), 'system', 'kasi'),
  (2121, 'Vouchers being redeemed', 'liability', null, false, true, now(), 'system', 'kasi'),
  (5910, 'Cash over and short', 'expense', null, false, true, now(), 'system', 'kasi'),
  (5920, 'Petty cash expenses', 'expense', null, false, true, now(), 'system', 'kasi');
