import type { Money } from '#kernel/money.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { askPhone } from '../jobs.ts'
import { shortcodeFor } from '../queries/mpesa.ts'
import { isPrompt, lastEndedOn, unpaidOfAsker } from '../queries/prompt-facts.ts'
import {
  amountNotPositive,
  askedTooOften,
  askedTooSoon,
  noShortcode,
  phoneIsAsked,
  promptTooMuch,
} from '../refusals.ts'
import { SHILLINGS_MAX, wholeShillings } from '../rules/mpesa-words.ts'
import { insertPrompt } from '../store/mpesa.ts'

/** The same amount from the same phone is a mistake to M-Pesa for two minutes (result code 17). */
const SAME_AGAIN_s = 125

export type Ask = {
  /** Made by the sender, so that a repetition asks once. */
  readonly id: string
  /** Whose wallet it is for; null: a purchase of somebody who is not there yet. */
  readonly subscriberId: string | null
  readonly siteId: string | null
  readonly phone: string
  readonly amount: Money
  /** At most 12 letters and digits, shown on the phone. */
  readonly account: string
  readonly purchase?: { readonly purpose: string; readonly reference: string }
  /** Whose asking is bounded; staff's is not. */
  readonly asker?: Asker
}

/** `network`: where a visitor's calls come from, behind which may be a whole hotspot. */
export type Asker = { readonly kind: 'subscriber' | 'network'; readonly id: string }

/** Prompts within a quarter of an hour that nobody paid: a person mistypes and cancels; more are other people's phones. */
const UNPAID_MAX: Record<Asker['kind'], number> = { subscriber: 10, network: 60 }
const WITHIN_s = 900

/** Writes a prompt down before anything is sent, so that whatever comes of it finds it; the same id asks once. */
export async function openPrompt(
  tx: Tx,
  ask: Ask,
  how: 'to-the-phone' | 'by-hand' = 'to-the-phone',
): Promise<void> {
  const { id, subscriberId, siteId, phone, amount, account, purchase, asker } = ask
  if (amount.cents <= 0n) throw amountNotPositive()
  const shillings = wholeShillings(amount.cents)
  if (shillings > SHILLINGS_MAX) throw promptTooMuch()
  const shortcode = await shortcodeFor(tx, siteId)
  if (!shortcode) throw noShortcode()
  if (await isPrompt(tx, id)) return
  const isByHand = how === 'by-hand'
  if (!isByHand) {
    await refuseTooSoon(tx, { phone, cents: shillings * 100n })
    if (asker) await refuseTooOften(tx, asker)
  }
  const isNew = await insertPrompt(tx, {
    ...{ id, shortcode_id: shortcode.id, subscriber_id: subscriberId, site_id: siteId, phone },
    ...{ cents: shillings * 100n, currency: amount.currency, account, ...purchase },
    ...{ state: isByHand ? 'by-hand' : 'asking' },
    look_at: isByHand ? null : tx.now.add({ seconds: 90 }),
    asker_blind: asker ? askerBlind(tx, asker) : null,
  })
  if (!isNew) throw phoneIsAsked()
  if (!isByHand) tx.later(askPhone, { promptId: id }, { key: id })
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

async function refuseTooOften(tx: Tx, asker: Asker) {
  const since = tx.now.subtract({ seconds: WITHIN_s })
  const bounding = await unpaidOfAsker(tx, askerBlind(tx, asker), {
    since,
    nth: UNPAID_MAX[asker.kind],
  })
  if (!bounding) return
  const until = bounding.add({ seconds: WITHIN_s })
  throw askedTooOften({ wait_s: Math.max(1, Math.ceil(tx.now.until(until).total('seconds'))) })
}

function askerBlind({ vault }: Tx, { kind, id }: Asker): string {
  return vault.blind('payments.prompt.asker_blind', `${kind} ${id}`)
}
