import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { money } from '#kernel/money.ts'
import { text } from '#kernel/text.ts'
import { accountCode } from './accounts.ts'
import { journal } from './journals.ts'
import { date } from './shapes.ts'

/** The kind of journals that an accountant books. */
export const BY_HAND = 'ledger.by-hand'

export const postByHand = endpoint({
  name: 'ledger.post-by-hand',
  method: 'POST',
  path: '/api/ledger/journals',
  access: 'ledger.post',
  summary:
    'Books a journal by hand, on accounts that keep no balances of parties: bank charges, a transfer, a correction.',
  input: z.object({
    /** Made by the sender, so that a repetition books nothing. */
    id,
    bookedOn: date,
    memo: text({ max: 300, min: 3 }),
    postings: z
      .array(z.object({ account: accountCode, side: z.enum(['debit', 'credit']), amount: money }))
      .min(2)
      .max(50),
  }),
  reply: journal,
  stepUp: true,
})

export const reverseByHand = endpoint({
  name: 'ledger.reverse-by-hand',
  method: 'POST',
  path: '/api/ledger/journals/:journalId/reverse',
  access: 'ledger.post',
  summary: 'Undoes a journal that was booked by hand. Others are undone where they came from.',
  input: z.object({ journalId: id, reason: text({ max: 300, min: 3 }) }),
  reply: journal,
  stepUp: true,
})
