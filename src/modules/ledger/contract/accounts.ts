import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { moneyOnWire } from '#kernel/money.ts'
import { text } from '#kernel/text.ts'
import { ACCOUNT_KINDS, PARTY_KINDS } from './chart.ts'
import { date, instant, version } from './shapes.ts'

export const accountCode = z.int().min(1000).max(9999)
/** The same in an address, where everything is text. */
export const accountCodeInAddress = z.coerce.number().int().min(1000).max(9999)

export const account = z.object({
  code: z.int(),
  name: z.string(),
  kind: z.enum(ACCOUNT_KINDS),
  /** Whose balances it keeps apart; null: nobody's. */
  partyKind: z.enum(PARTY_KINDS).nullable(),
  /** What the accountant's own software calls it; null: the name. */
  exportName: z.string().nullable(),
  /** Part of the standard chart: rooms post to it, so it can be neither renamed nor archived. */
  isStandard: z.boolean(),
  archivedAt: instant.nullable(),
  version,
  /** Natural: what the account holds of its own side is positive. */
  balance: moneyOnWire,
})
export type Account = z.infer<typeof account>

export const listAccounts = endpoint({
  name: 'ledger.list-accounts',
  method: 'GET',
  path: '/api/ledger/accounts',
  access: 'ledger.read',
  summary: 'The chart of accounts with balances, today or at the end of a day.',
  input: z.object({ asOf: date.optional() }),
  reply: z.object({ accounts: z.array(account), asOf: date }),
})

const exportName = text({ max: 100 }).nullable()

export const addAccount = endpoint({
  name: 'ledger.add-account',
  method: 'POST',
  path: '/api/ledger/accounts',
  access: 'ledger.change-accounts',
  summary: 'Adds an account for journals by hand; the first digit of its code says its kind.',
  input: z.object({ code: accountCode, name: text({ max: 80 }), exportName }),
  reply: account,
})

export const changeAccount = endpoint({
  name: 'ledger.change-account',
  method: 'PUT',
  path: '/api/ledger/accounts/:code',
  access: 'ledger.change-accounts',
  summary: 'Changes the name of an account of your own, or what the accountant calls any account.',
  input: z.object({ code: accountCodeInAddress, name: text({ max: 80 }), exportName, version }),
  reply: account,
})

export const archiveAccount = endpoint({
  name: 'ledger.archive-account',
  method: 'POST',
  path: '/api/ledger/accounts/:code/archive',
  access: 'ledger.change-accounts',
  summary: 'Puts an account of your own away, when nothing is on it; its journals stay.',
  input: z.object({ code: accountCodeInAddress, version }),
  reply: account,
})
