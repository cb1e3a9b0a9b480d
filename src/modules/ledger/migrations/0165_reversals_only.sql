-- Nearly no journal reverses another; each of them stood in this index all the same.
alter table ledger.journal drop constraint journal_reverses_key;
create unique index journal_reverses on ledger.journal (reverses) where reverses is not null;
