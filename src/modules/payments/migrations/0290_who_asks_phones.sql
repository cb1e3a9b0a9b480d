-- Who had a phone asked: whoever asks many that do not pay asks strangers. The blind index of a subscriber or of a visitor's network; null: staff.
alter table payments.prompt add column asker_blind text;
create index prompt_asker on payments.prompt (asker_blind, asked_at) where asker_blind is not null;
