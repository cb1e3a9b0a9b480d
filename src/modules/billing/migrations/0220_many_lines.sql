-- One invoice for all lines of a company may have more of them than 32,767.
set local lock_timeout = '5s';
alter table billing.line alter column place type integer;
