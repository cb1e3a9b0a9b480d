import { kes } from '#kernel/money.ts'
import { CHART } from '#modules/ledger/contract.ts'
import type { NewJournal, Posting } from '#modules/ledger/index.ts'
import type { AdjustmentKind } from '../contract.ts'

type Side = { readonly account: number; readonly party: boolean }

const wallet = { account: CHART.wallets, party: true }
const receivable = { account: CHART.receivable, party: true }
const deposits = { account: CHART.deposits, party: true }
const plain = (account: number): Side => ({ account, party: false })

/** What each kind moves from and to (billing.md §2.2, §2.14): debit first. What settles an invoice credits what is owed. */
export const BOOKS = {
  goodwill: { debit: plain(CHART.discountsGiven), credit: wallet },
  'write-off': { debit: plain(CHART.badDebts), credit: receivable },
  recovery: { debit: wallet, credit: plain(CHART.badDebts) },
  'withheld-vat': { debit: plain(CHART.withheldVat), credit: receivable },
  'withheld-income': { debit: plain(CHART.withheldIncomeTax), credit: receivable },
  deposit: { debit: wallet, credit: deposits },
  'deposit-used': { debit: deposits, credit: receivable },
  'deposit-returned': { debit: deposits, credit: wallet },
  'vat-relief': { debit: plain(CHART.vatPayable), credit: plain(CHART.badDebts) },
  'vat-relief-returned': { debit: plain(CHART.badDebts), credit: plain(CHART.vatPayable) },
} as const satisfies Record<AdjustmentKind, { debit: Side; credit: Side }>

/** How much it puts into the wallet, where it may buy something. */
export function intoWallet(one: {
  readonly kind: AdjustmentKind
  readonly cents: bigint
  readonly toWallet: bigint
}): bigint {
  return BOOKS[one.kind].credit === wallet ? one.cents : one.toWallet
}

export function adjustmentKey(id: string): string {
  return `billing.adjustment:${id}`
}

export function adjustmentJournal(one: {
  readonly id: string
  readonly kind: AdjustmentKind
  readonly subscriberId: string
  readonly cents: bigint
  readonly toWallet: bigint
  readonly memo?: string
}): NewJournal {
  const { debit, credit } = BOOKS[one.kind]
  const side = ({ account, party }: Side, cents: bigint): Posting => ({
    ...{ account, amount: kes(cents) },
    ...(party && { party: one.subscriberId }),
  })
  return {
    kind: `billing.${one.kind}`,
    key: adjustmentKey(one.id),
    subject: { kind: 'billing.adjustment', id: one.id },
    ...(one.memo !== undefined && { memo: one.memo }),
    postings: [
      side(debit, one.cents),
      side(credit, one.toWallet - one.cents),
      side(wallet, -one.toWallet),
    ],
  }
}

/** What is still held of a deposit or not recovered of a write-off, after what came of it and was not undone. */
export function leftOf(cents: bigint, came: readonly Came[]): bigint {
  return came.reduce(
    (left, { isUndone, kind, cents: of }) =>
      // What the state gives back of a debt makes it no smaller.
      isUndone || kind === 'vat-relief' || kind === 'vat-relief-returned' ? left : left - of,
    cents,
  )
}

/** What came of a deposit, a debt or a relief. */
export type Came = {
  readonly kind: AdjustmentKind
  readonly cents: bigint
  readonly isUndone: boolean
}
