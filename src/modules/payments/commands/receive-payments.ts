import { assert, must } from '#kernel/assert.ts'
import { newId } from '#kernel/id.ts'
import { moneyToWire, type Money } from '#kernel/money.ts'
import { parsePhone } from '#kernel/phone.ts'
import { CHART, credit, debit, postMany, type NewJournal } from '#modules/ledger/index.ts'
import { lockStanding } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import type { MatchedBy, Rail } from '../contract.ts'
import { paymentReceived } from '../events.ts'
import { findOwners } from '../queries/candidates.ts'
import { parseReceipt } from '../rules/receipt.ts'
import { findByReceipt, insertPayments, insertSighting } from '../store.ts'

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
  readonly payer?: {
    readonly name?: string | null
    readonly phone?: string | null
    /** What was told of a phone that is not known whole: its ends, or its hash. */
    readonly told?: string | null
  }
  /** Known beforehand: the subscriber whom we asked to pay, or whom the cashier sees. Null: it is kept for a buyer who is still to come. */
  readonly owner?: { readonly subscriberId: string; readonly by: 'caller' | 'staff' } | null
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
 * Books money that has already left the payers, that of many in one unit. It is never refused: money whose owner we cannot name goes to
 * suspense, where staff find it, because the provider will not take it back. One receipt of a rail is one
 * payment, by whatever channels it comes; a channel that tells another amount is kept for somebody to look at.
 */
export async function receivePayments(
  tx: Tx,
  payments: readonly ReceivedMoney[],
): Promise<Received[]> {
  const told = payments.map((paid) => readTold(tx, paid))
  const owners = await lockedOwners(tx, told)
  const received = await insertOnce(tx, told, owners)
  const journals = received.flatMap(({ how, paymentId }, place): NewJournal[] => {
    const paid = must(told[place], 'as many as were told')
    return how === 'received' ? [receiptJournal(paid, paymentId, owners[place])] : []
  })
  await postMany(tx, journals)
  for (const [place, { paymentId, subscriberId, how }] of received.entries()) {
    const paid = told[place]
    if (how === 'was-known' || !paid) continue
    tx.emit(
      paymentReceived,
      { paymentId, subscriberId, rail: paid.rail, amount: moneyToWire(paid.amount) },
      { order: subscriberId ?? paymentId },
    )
  }
  return received
}

type Told = ReturnType<typeof readTold>
type Owner = { subscriberId: string; by: MatchedBy }

function readTold(tx: Tx, paid: ReceivedMoney) {
  const { rail, amount, note = null } = paid
  const receipt = must(parseReceipt(paid.receipt), `${rail} gives a receipt that can be kept`)
  assert(amount.cents > 0n, `${rail} receipt ${receipt} brings money`)
  const paidAt = Temporal.Instant.compare(paid.paidAt, tx.now) > 0 ? tx.now : paid.paidAt
  const account = paid.account?.trim() || null
  return { ...paid, receipt, paidAt, account, note, payer: payerOf(paid) }
}

/** Receipts that are new, all in one statement; of one that is told twice at once the first counts. */
async function insertOnce(
  tx: Tx,
  told: readonly Told[],
  owners: readonly (Owner | undefined)[],
): Promise<Received[]> {
  const rows = told.map(({ id = newId(tx.now), ...paid }, place) => {
    const { rail, receipt, channel, amount, into, paidAt, account, payer, note } = paid
    const owner = owners[place]
    return {
      ...{ id, rail, receipt, channel, cents: amount.cents, currency: amount.currency },
      ...{ into_account: into.account, drawer_of: into.party ?? null, paid_at: paidAt },
      ...{ state: owner ? 'owned' : 'suspense', subscriber_id: owner?.subscriberId ?? null },
      ...{ matched_by: owner?.by ?? null, account, payer, note },
    }
  })
  const numbers = await insertPayments(tx, rows)
  const received: Received[] = []
  for (const [place, { id: paymentId, cents, subscriber_id: subscriberId }] of rows.entries()) {
    const number = numbers.get(paymentId)
    const paid = must(told[place], 'as many as were told')
    numbers.delete(paymentId)
    received.push(
      number === undefined
        ? await wasKnown(tx, paid)
        : { paymentId, number, cents, subscriberId, how: 'received' },
    )
  }
  return received
}

async function wasKnown(tx: Tx, paid: Told): Promise<Received> {
  const { rail, receipt, channel, amount, paidAt } = paid
  const known = await findByReceipt(tx, rail, receipt)
  if (known.channel !== channel || known.cents !== amount.cents)
    await insertSighting(tx, { paymentId: known.id, channel, amount, paidAt })
  const { id, number, cents, subscriber_id: whose } = known
  return { paymentId: id, number, cents, subscriberId: whose, how: 'was-known' }
}

function receiptJournal(paid: Told, paymentId: string, owner: Owner | undefined): NewJournal {
  const { rail, receipt, amount, into, paidAt } = paid
  return {
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
  }
}

function payerOf({ payer }: ReceivedMoney) {
  const name = payer?.name?.trim() || null
  const phone = (payer?.phone && parsePhone(payer.phone)) || null
  const told = phone === null ? payer?.told?.trim() || null : null
  return name === null && phone === null && told === null ? null : { name, phone, told }
}

/** Whose each is, all of them locked before anything of theirs is touched, as every unit does that moves money. */
async function lockedOwners(tx: Tx, told: readonly Told[]): Promise<(Owner | undefined)[]> {
  const unnamed = told.filter(({ owner }) => owner === undefined)
  const matches = new Map(
    (await findOwners(tx, unnamed.map(signsOf))).map((match, place) => [unnamed[place], match]),
  )
  const found = told.map((paid): Owner | undefined => {
    const match = matches.get(paid)
    return match?.kind === 'owner' ? match : (paid.owner ?? undefined)
  })
  const ids = new Set(found.flatMap((owner) => owner?.subscriberId ?? []))
  const standing = ids.size > 0 ? await lockStanding(tx, [...ids]) : new Map<string, string>()
  return found.map((owner) => {
    // Whoever asked may name a subscriber that is not there: then the money waits for somebody to look.
    const subscriberId = owner && standing.get(owner.subscriberId)
    return owner && subscriberId !== undefined ? { ...owner, subscriberId } : undefined
  })
}

function signsOf({ account, payer, amount }: Told) {
  return { account, payer, cents: amount.cents }
}
