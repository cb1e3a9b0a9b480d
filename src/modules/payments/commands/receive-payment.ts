import { assert, must } from '#kernel/assert.ts'
import { newId } from '#kernel/id.ts'
import { moneyToWire, type Money } from '#kernel/money.ts'
import { parsePhone } from '#kernel/phone.ts'
import { CHART, credit, debit, post } from '#modules/ledger/index.ts'
import { lockSubscribers } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import type { MatchedBy, Rail } from '../contract.ts'
import { paymentReceived } from '../events.ts'
import { findOwner } from '../queries/candidates.ts'
import { parseReceipt } from '../rules/receipt.ts'
import { findByReceipt, insertPayment, insertSighting } from '../store.ts'

/** Money that has left the payer, as a provider, a bank or a cashier tells of it. */
export type ReceivedMoney = {
  /** The payment's own id where the sender made one, so that a repetition can be told. */
  readonly id?: string
  readonly rail: Rail
  readonly receipt: string
  /** How we heard: `stk`, `c2b`, `pull`, `statement`, `staff`. */
  readonly channel: string
  /** Account of the ledger that holds it now; `party` for a cash drawer. */
  readonly into: { readonly account: number; readonly party?: string }
  readonly amount: Money
  readonly paidAt: Temporal.Instant
  /** What the payer typed as the account. */
  readonly account?: string | null
  readonly payer?: { readonly name?: string | null; readonly phone?: string | null }
  /** Known beforehand: the subscriber whom we asked to pay, or whom the cashier sees. */
  readonly owner?: { readonly subscriberId: string; readonly by: 'caller' | 'staff' }
  readonly note?: string | null
}

export type Received = {
  readonly paymentId: string
  readonly number: bigint
  readonly subscriberId: string | null
  /** What is booked: of a receipt that was known, what was told first. */
  readonly cents: bigint
  readonly how: 'received' | 'was-known'
}

/**
 * Books money that has already left the payer. It is never refused: money whose owner we cannot name goes to
 * suspense, where staff find it, because the provider will not take it back. One receipt of a rail is one
 * payment, by whatever channels it comes; a channel that tells another amount is kept for somebody to look at.
 */
export async function receivePayment(tx: Tx, paid: ReceivedMoney): Promise<Received> {
  const { rail, channel, into, amount, note = null } = paid
  const receipt = must(parseReceipt(paid.receipt), `${rail} gives a receipt that can be kept`)
  assert(amount.cents > 0n, `${rail} receipt ${receipt} brings money`)
  const paidAt = Temporal.Instant.compare(paid.paidAt, tx.now) > 0 ? tx.now : paid.paidAt
  const account = paid.account?.trim() || null
  const payer = payerOf(paid)

  const owner = await lockedOwner(tx, { ...paid, account, payerPhone: payer?.phone ?? null })
  const paymentId = paid.id ?? newId(tx.now)
  const booked = await insertPayment(tx, {
    ...{ id: paymentId, rail, receipt, channel, cents: amount.cents, currency: amount.currency },
    ...{ into_account: into.account, drawer_of: into.party ?? null, paid_at: paidAt },
    ...{ state: owner ? 'owned' : 'suspense', subscriber_id: owner?.subscriberId ?? null },
    ...{ matched_by: owner?.by ?? null, account, payer, note },
  })
  if (booked === undefined) {
    const known = await findByReceipt(tx, rail, receipt)
    if (known.channel !== channel || known.cents !== amount.cents)
      await insertSighting(tx, { paymentId: known.id, channel, amount, paidAt })
    const { id, number, cents, subscriber_id: subscriberId } = known
    return { paymentId: id, number, cents, subscriberId, how: 'was-known' }
  }
  await post(tx, {
    kind: 'payments.receipt',
    key: `payments.receipt:${paymentId}`,
    subject: { kind: 'payments.payment', id: paymentId },
    memo: `${rail} ${receipt}`,
    bookedAt: paidAt,
    whenClosed: 'book-now',
    postings: [
      debit(into.account, amount, into.party === undefined ? {} : { party: into.party }),
      owner
        ? credit(CHART.wallets, amount, { party: owner.subscriberId })
        : credit(CHART.suspense, amount, { party: paymentId }),
    ],
  })
  const subscriberId = owner?.subscriberId ?? null
  tx.emit(
    paymentReceived,
    { paymentId, subscriberId, rail, amount: moneyToWire(amount) },
    { order: subscriberId ?? paymentId },
  )
  return { paymentId, number: booked, cents: amount.cents, subscriberId, how: 'received' }
}

function payerOf({ payer }: ReceivedMoney) {
  const name = payer?.name?.trim() || null
  const phone = (payer?.phone && parsePhone(payer.phone)) || null
  return name === null && phone === null ? null : { name, phone }
}

/** Whose it is, locked before anything of theirs is touched, as every unit does that moves money. */
async function lockedOwner(
  tx: Tx,
  told: Pick<ReceivedMoney, 'owner'> & { account: string | null; payerPhone: string | null },
): Promise<{ subscriberId: string; by: MatchedBy } | undefined> {
  const found = told.owner ?? (await matched(tx, told))
  if (!found) return undefined
  // Whoever asked may name a subscriber that is not there: then the money waits for somebody to look.
  const [locked] = await lockSubscribers(tx, [found.subscriberId])
  return locked === undefined ? undefined : found
}

async function matched(tx: Tx, told: { account: string | null; payerPhone: string | null }) {
  const match = await findOwner(tx, told)
  return match.kind === 'owner' ? match : undefined
}
