import type { Money } from '#kernel/money.ts'
import { subscriberFacts } from '#modules/subscribers/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { makeQr } from '../jobs/qr.ts'
import { shortcodeFor } from '../queries/mpesa.ts'
import { amountNotPositive, noShortcode, ownerNotFound, promptTooMuch } from '../refusals.ts'
import { SHILLINGS_MAX, promptAccount, wholeShillings } from '../rules/mpesa-words.ts'
import { keepQr } from '../store/qr.ts'

/** Those of a whole bill run are made one after another, and keep nobody waiting who looks at a screen. */
const IN_LINE = 'payments.qr'

/** Has M-Pesa make the code for a payment of this amount into somebody's wallet, unless there is one. Gives its id. */
export async function askQr(
  tx: Tx,
  {
    subscriberId,
    amount,
    when = 'now',
  }: { subscriberId: string; amount: Money; when?: 'now' | 'in-line' },
): Promise<string> {
  const facts = (await subscriberFacts(tx, [subscriberId])).get(subscriberId)
  if (!facts) throw ownerNotFound()
  const shortcode = await shortcodeFor(tx, facts.siteId)
  if (!shortcode) throw noShortcode()
  const shillings = wholeShillings(amount.cents)
  if (shillings < 1n) throw amountNotPositive()
  if (shillings > SHILLINGS_MAX) throw promptTooMuch()
  const { id, isDue } = await keepQr(tx, {
    ...{ shortcodeId: shortcode.id, subscriberId, cents: shillings * 100n },
    account: promptAccount(facts.number),
  })
  if (isDue) {
    tx.later(makeQr, { qrId: id }, { key: id, ...(when === 'in-line' && { order: IN_LINE }) })
    const { siteId } = facts
    audit(tx, { objects: [{ table: 'payments.qr', id }], ...(siteId !== null && { siteId }) })
  }
  return id
}
