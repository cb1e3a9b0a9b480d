import { kes } from '#kernel/money.ts'
import { CHART } from '#modules/ledger/contract.ts'
import type { NewJournal } from '#modules/ledger/index.ts'
import type { MovementWay } from '../contract.ts'
import { CLOSING } from './lines.ts'

type OfDrawer = { readonly drawerId: string; readonly cashier: string; readonly memo: string }

const subject = (id: string) => ({ kind: 'tills.drawer', id }) as const

/** What a cashier begins with comes out of the safe. */
export function floatJournal({ drawerId, cashier, memo }: OfDrawer, float: bigint): NewJournal {
  return {
    ...{ kind: 'tills.float', key: `tills.float:${drawerId}`, subject: subject(drawerId), memo },
    postings: [
      { account: CHART.cashDrawers, amount: kes(float), party: cashier },
      { account: CHART.cashInSafe, amount: kes(-float) },
    ],
  }
}

const OTHER_SIDE = {
  'from-safe': CHART.cashInSafe,
  'to-safe': CHART.cashInSafe,
  // Until the bank's own statement has it.
  'to-bank': CHART.onWayToBank,
  expense: CHART.pettyCash,
} as const satisfies Record<MovementWay, number>

export function movementJournal(
  { drawerId, cashier, memo }: OfDrawer,
  moved: { id: string; way: MovementWay; cents: bigint },
): NewJournal {
  const into = moved.way === 'from-safe' ? moved.cents : -moved.cents
  return {
    ...{ kind: 'tills.movement', key: `tills.movement:${moved.id}`, memo },
    subject: subject(drawerId),
    postings: [
      { account: CHART.cashDrawers, amount: kes(into), party: cashier },
      { account: OTHER_SIDE[moved.way], amount: kes(-into) },
    ],
  }
}

/** What was counted goes into the safe; what should have been there leaves the drawer; the difference is over or short. */
export function closingJournal(
  { drawerId, cashier, memo }: OfDrawer,
  closed: { id: string; expected: bigint; counted: bigint },
): NewJournal | undefined {
  const { id, expected, counted } = closed
  if (expected === 0n && counted === 0n) return undefined
  return {
    ...{ kind: CLOSING, key: `tills.closing:${id}`, subject: subject(drawerId), memo },
    postings: [
      { account: CHART.cashInSafe, amount: kes(counted) },
      { account: CHART.cashOverShort, amount: kes(expected - counted) },
      { account: CHART.cashDrawers, amount: kes(-expected), party: cashier },
    ],
  }
}
