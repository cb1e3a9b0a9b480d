import { kes } from '#kernel/money.ts'
import type { Tx } from '#platform/tx.ts'
import { wake } from '#platform/jobs.ts'
import {
  phoneOfParty,
  readResultTold,
  readStatusTold,
  type ResultTold,
} from '../outside/mpesa/results.ts'
import { hurryClaims } from '../store/claims.ts'
import { lockConversation, updateConversation, type Conversation } from '../store/conversations.ts'
import { tellingBody, type TellingEnd } from '../store/mpesa.ts'
import { phoneOfPurchaseClaimed } from '../queries/claims.ts'
import { knownPhone } from '../store.ts'
import { readMpesaTime } from '../rules/mpesa-words.ts'
import { isPhone } from '../rules/payer-phone.ts'
import { readOrderStatus } from './read-order-status.ts'
import { readOrder } from './read-order.ts'
import { settlePayOut } from './settle-pay-out.ts'
import { bookTold } from './book-told.ts'
import { receivePayment } from './receive-payment.ts'
import { NOT_OURS } from '../rules/claim.ts'

type Shortcode = {
  readonly number: string
  readonly store: string
  readonly into_account: number
}
type Telling = {
  readonly id: string
  readonly body_sealed: string
  readonly conversation_id: string | null
  readonly came_at: Temporal.Instant
}

/** What Daraja answers by itself to something that it was asked; found by the address to which it comes. */
export async function readResult(
  tx: Tx,
  telling: Telling,
  shortcode: Shortcode,
  isKnown: boolean,
): Promise<TellingEnd> {
  const told = readResultTold(tellingBody(tx, telling))
  if (!told) return odd('unreadable')
  if (!isKnown) return odd('unknown-source')
  const { conversation_id: id } = telling
  const conversation = id === null ? undefined : await lockConversation(tx, id)
  if (!conversation) return odd('unknown-question')
  if (conversation.state === 'done') return { state: 'done' }
  switch (conversation.kind) {
    case 'status':
      return readStatus(tx, { conversation, shortcode, told, cameAt: telling.came_at })
    case 'pay-out':
      return readPayOut(tx, { conversation, shortcode, told, cameAt: telling.came_at })
    case 'balance':
    case 'reversal':
    case 'pay-business':
      return readOrder(tx, { conversation, told, account: shortcode.into_account })
    default:
      return odd('unknown-question')
  }
}

type Answer = {
  readonly conversation: Conversation
  readonly shortcode: Shortcode
  readonly told: ResultTold
  readonly cameAt: Temporal.Instant
}

/** A receipt that somebody claims, as M-Pesa knows it. What came to us is booked, though nobody told us of it when it was paid. */
async function readStatus(
  tx: Tx,
  { conversation, shortcode, told, cameAt }: Answer,
): Promise<TellingEnd> {
  const status = told.code === '0' ? readStatusTold(told) : undefined
  const isOurs =
    status !== undefined && [shortcode.number, shortcode.store].includes(status.credit.number)
  const isClaim = conversation.subject_kind === 'claim'
  const code = isClaim && status && !isOurs ? NOT_OURS : told.code
  await updateConversation(tx, conversation.id, {
    ...{ state: 'done', code, said: told.said, settled_at: tx.now, look_at: null },
  })
  if (isClaim) {
    await hurryClaims(tx, [conversation.subject_id])
    wake(tx, 'payments.settle-claims')
  }
  if (conversation.subject_kind === 'conversation')
    return settleAsked(tx, conversation.subject_id, told, shortcode)
  if (!status || !isOurs || status.status !== 'completed') return { state: 'done' }
  const { receipt, cents, at, debit } = status
  const phone = phoneOfParty(debit)
  const heard = {
    ...{ receipt, channel: 'status', paidAt: at ?? cameAt, account: null },
    into: { account: shortcode.into_account },
    payer: {
      name: debit.name,
      phone: phone.kind === 'whole' ? phone.e164 : null,
      told: phone.kind === 'whole' ? null : debit.number,
    },
  }
  // A status says no account, and its payer may have a line at home: what they wait for at the door is not that line's.
  const asked = isClaim ? await phoneOfPurchaseClaimed(tx, conversation.subject_id) : undefined
  const { paymentId } =
    asked !== undefined && isPhone(phone, knownPhone(asked))
      ? await receivePayment(tx, { ...heard, rail: 'mpesa', amount: kes(cents), owner: null })
      : await bookTold(tx, { ...heard, cents })
  return { state: 'done', paymentId }
}

/** What became of a payout, from Daraja itself. Paid without a receipt is asked about: nothing is booked without one. */
async function readPayOut(tx: Tx, { conversation, shortcode, told }: Answer): Promise<TellingEnd> {
  const at = readMpesaTime(told.facts.get('transactioncompleteddatetime') ?? '')
  const { code, said, receipt } = told
  const account = shortcode.into_account
  if (code !== '0')
    return endOf(await settlePayOut(tx, conversation, { kind: 'failed', code, said }))
  return endOf(
    await settlePayOut(
      tx,
      conversation,
      receipt === undefined
        ? { kind: 'unknown', said: 'Paid, without a receipt' }
        : { kind: 'paid', receipt, account, at },
    ),
  )
}

/** States of a transaction that came to nothing. */
const OVER = new Set(['cancelled', 'declined', 'expired', 'failed'])

/** The status of an order that was asked about. That M-Pesa does not know it yet says nothing: it stays unknown. */
async function settleAsked(
  tx: Tx,
  orderId: string,
  told: ResultTold,
  shortcode: Shortcode,
): Promise<TellingEnd> {
  const payOut = await lockConversation(tx, orderId)
  const status = told.code === '0' ? readStatusTold(told) : undefined
  if (!payOut || !status) return { state: 'done' }
  const account = shortcode.into_account
  if (payOut.kind !== 'pay-out') {
    await readOrderStatus(tx, { order: payOut, status, account })
    return { state: 'done' }
  }
  const { receipt, at, status: code } = status
  if (code === 'completed')
    return endOf(await settlePayOut(tx, payOut, { kind: 'paid', receipt, account, at }))
  if (OVER.has(code))
    return endOf(await settlePayOut(tx, payOut, { kind: 'failed', code, said: told.said }))
  return { state: 'done' }
}

function endOf(settled: Awaited<ReturnType<typeof settlePayOut>>): TellingEnd {
  return settled === 'settled' ? { state: 'done' } : odd(settled)
}

function odd(why: string): TellingEnd {
  return { state: 'odd', why }
}
