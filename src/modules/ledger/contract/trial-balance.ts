import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { moneyOnWire } from '#kernel/money.ts'
import { ACCOUNT_KINDS } from './chart.ts'
import { date } from './shapes.ts'

/** Debits are positive, also in `opening` and `closing`. */
export const trialBalanceRow = z.object({
  account: z.object({ code: z.int(), name: z.string(), kind: z.enum(ACCOUNT_KINDS) }),
  opening: moneyOnWire,
  debit: moneyOnWire,
  credit: moneyOnWire,
  closing: moneyOnWire,
})

export const trialBalance = z.object({
  from: date.nullable(),
  asOf: date,
  rows: z.array(trialBalanceRow),
  totals: z.object({
    debit: moneyOnWire,
    credit: moneyOnWire,
    closingDebit: moneyOnWire,
    closingCredit: moneyOnWire,
  }),
})
export type TrialBalance = z.infer<typeof trialBalance>

export const readTrialBalance = endpoint({
  name: 'ledger.read-trial-balance',
  method: 'GET',
  path: '/api/ledger/trial-balance',
  access: 'ledger.read',
  summary:
    'What every account holds at the end of a day, and what moved on it since another; everything unless said.',
  input: z.object({ from: date.optional(), asOf: date.optional() }),
  reply: trialBalance,
})
