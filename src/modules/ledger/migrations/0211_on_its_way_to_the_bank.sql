-- Money of ours between two places is in neither: it left M-Pesa or a drawer, and is in the bank when the bank says so. Without this a transfer
-- counts twice, once by its own journal and once as the receipt that the bank's line looks like.
insert into ledger.account (code, name, kind, party_kind, is_guarded, is_standard, changed_at, by_kind, by_id)
values (1025, 'On its way to the bank', 'asset', null, false, true, now(), 'system', 'kasi');
