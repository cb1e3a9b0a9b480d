-- What may have been paid out is never sent again under another id: of each refund one payout lives, until it is known to have failed.
create unique index conversation_pay_out on payments.conversation (subject_id) where kind = 'pay-out' and state <> 'failed';
