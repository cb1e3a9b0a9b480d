import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { moneyOnWire } from '#kernel/money.ts'
import { accountCodeInAddress } from './accounts.ts'
import { author, date, instant } from './shapes.ts'

/** A line of the list. */
export const journalRow = z.object({
  id,
  /** In the order of recording; gaps are units that were undone. */
  number: z.string(),
  /** `payments.receipt`: what happened, as its room calls it. */
  kind: z.string(),
  bookedAt: instant,
  memo: z.string().nullable(),
  /** The sum of its debits. */
  amount: moneyOnWire,
  /** With the filter `account`: what moved there; debits are positive. */
  onAccount: moneyOnWire.nullable(),
  reverses: id.nullable(),
  reversedBy: id.nullable(),
})
export type JournalRow = z.infer<typeof journalRow>

export const posting = z.object({
  account: z.object({ code: z.int(), name: z.string() }),
  party: id.nullable(),
  partyKind: z.string().nullable(),
  /** Debits are positive. */
  amount: moneyOnWire,
})

export const journal = journalRow.omit({ onAccount: true }).extend({
  key: z.string(),
  bookedOn: date,
  recordedAt: instant,
  by: author,
  /** The row that it came from, such as `payments.payment`. */
  subject: z.object({ kind: z.string(), id }).nullable(),
  postings: z.array(posting),
  /** The seal that covers it; null until the next one is made. */
  seal: z.object({ number: z.int(), day: date }).nullable(),
})
export type Journal = z.infer<typeof journal>

export const listJournals = listEndpoint({
  name: 'ledger.list-journals',
  path: '/api/ledger/journals',
  access: 'ledger.read',
  summary: 'Journals; searches number, key and memo exactly as they begin.',
  sorts: ['number', 'bookedAt'],
  defaultSort: '-number',
  filters: {
    kind: anyOf(z.string().max(80)),
    account: accountCodeInAddress.optional(),
    party: id.optional(),
    subject: id.optional(),
    from: date.optional(),
    to: date.optional(),
    only: z.enum(['all', 'reversals', 'reversed', 'by-hand']).default('all'),
  },
  item: journalRow,
})

export const readJournal = endpoint({
  name: 'ledger.read-journal',
  method: 'GET',
  path: '/api/ledger/journals/:journalId',
  access: 'ledger.read',
  summary: 'One journal with its postings and where it came from.',
  input: z.object({ journalId: id }),
  reply: journal,
})
