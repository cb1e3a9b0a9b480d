import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { lockSubscribers, subscriberNames } from '#modules/subscribers/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { askToPay as endpoint } from '../contract.ts'
import { askPhone } from '../jobs.ts'
import { shortcodeFor } from '../queries/mpesa.ts'
import { isPrompt, lastEndedOn } from '../queries/prompt-facts.ts'
import { siteOfPayer } from '../queries/reach.ts'
import {
  amountNotPositive,
  askedTooSoon,
  noShortcode,
  ownerNotFound,
  phoneIsAsked,
  promptTooMuch,
} from '../refusals.ts'
import { promptAccount, wholeShillings } from '../rules/mpesa-words.ts'
import { insertPrompt } from '../store/mpesa.ts'

/** Safaricom's bound for one transaction. */
const SHILLINGS_MAX = 250_000n
/** The same amount from the same phone is a mistake to M-Pesa for two minutes (result code 17). */
const SAME_AGAIN_s = 125

/**
 * Asks a phone to pay for a subscriber, who need not be the one who holds it. The prompt is written down before anything is sent,
 * so that whatever comes of it finds it; the same id asks once.
 */
export async function askToPay(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const { id, subscriberId, phone, amount } = input
  if (amount.cents <= 0n) throw amountNotPositive()
  const shillings = wholeShillings(amount.cents)
  if (shillings > SHILLINGS_MAX) throw promptTooMuch()
  const [locked] = await lockSubscribers(tx, [subscriberId])
  const owner = (await subscriberNames(tx, [subscriberId])).get(subscriberId)
  if (locked === undefined || !owner) throw ownerNotFound()
  const shortcode = await shortcodeFor(tx, (await siteOfPayer(tx, { subscriberId })) ?? null)
  if (!shortcode) throw noShortcode()
  if (await isPrompt(tx, id)) return
  await refuseTooSoon(tx, { phone, cents: shillings * 100n })

  const isNew = await insertPrompt(tx, {
    ...{ id, shortcode_id: shortcode.id, subscriber_id: subscriberId, phone },
    ...{ cents: shillings * 100n, currency: amount.currency, account: promptAccount(owner.number) },
    ...{ state: 'asking', look_at: tx.now.add({ seconds: 90 }) },
  })
  if (!isNew) throw phoneIsAsked()
  tx.later(askPhone, { promptId: id }, { key: id })
  audit(tx, { objects: [{ table: 'payments.prompt', id }] })
}

async function refuseTooSoon(tx: Tx, asked: { phone: string; cents: bigint }) {
  const before = await lastEndedOn(tx, asked.phone)
  if (!before) return
  const wasPaid = before.state === 'paid' && before.cents === asked.cents
  const until = wasPaid ? before.settled_at?.add({ seconds: SAME_AGAIN_s }) : before.again_at
  if (!until || Temporal.Instant.compare(until, tx.now) <= 0) return
  throw askedTooSoon({ wait_s: Math.ceil(tx.now.until(until).total('seconds')) })
}
