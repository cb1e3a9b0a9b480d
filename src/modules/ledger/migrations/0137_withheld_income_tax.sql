-- Income tax that a payer withheld is claimed from the state like withheld VAT, but from another return.
insert into ledger.account (code, name, kind, party_kind, is_guarded, is_standard, changed_at, by_kind, by_id)
values (1185, 'Withheld income tax receivable', 'asset', null, false, true, now(), 'system', 'kasi');
