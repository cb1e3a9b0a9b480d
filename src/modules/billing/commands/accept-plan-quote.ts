import { must } from '#kernel/assert.ts'
import { decimalMoney, kes } from '#kernel/money.ts'
import { askChange } from '#modules/services/index.ts'
import { lockSubscribers } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import { asQuoted, findPlanQuote } from '../queries/plan-quotes.ts'
import { quoteIsOld, quoteNotFound, walletTooLow } from '../refusals.ts'
import { QUOTE_VALID } from '../rules/quote-valid.ts'
import { lockPlanQuote, setPlanQuote } from '../store/plan-quotes.ts'
import { makePlanChange } from './make-plan-change.ts'
import { renewFromWallets } from './renew-from-wallets.ts'

/**
 * Changes the plan at the price that was quoted, as of the moment for which it was. What would cost something else meanwhile is
 * refused, because nobody agreed to that. Where the wallet does not reach it waits for the payment if that was said, for the same
 * minutes again. Accepting it twice does it once.
 */
export async function acceptPlanQuote(
  tx: Tx,
  input: { serviceId: string; quoteId: string; ifShort: 'refuse' | 'wait' },
): Promise<void> {
  const found = await findPlanQuote(tx, input.quoteId)
  if (found?.serviceId !== input.serviceId) throw quoteNotFound()
  await lockSubscribers(tx, [found.subscriberId])
  const quote = must(await lockPlanQuote(tx, input.quoteId), 'quotes are never deleted')
  if (quote.state === 'done' || quote.state === 'waiting') return
  const change = await asQuoted(tx, quote)
  if (!change) throw quoteIsOld()
  const missing = change.charged - change.available
  if (change.charged === 0n || missing <= 0n) {
    await makePlanChange(tx, change, { quoteId: quote.id, changeId: null })
    await setPlanQuote(tx, quote.id, { state: 'done' })
    await renewFromWallets(tx, { subscriberIds: [quote.subscriberId] })
    return
  }
  if (input.ifShort === 'refuse') throw walletTooLow({ missing: decimalMoney(kes(missing)) })
  const changeId = await askChange(tx, {
    ...{ serviceId: quote.serviceId, effective: 'quote', quoteId: quote.id },
    details: { what: 'plan', planVersionId: quote.toVersionId },
  })
  await setPlanQuote(tx, quote.id, {
    ...{ state: 'waiting', changeId, validUntil: tx.now.add(QUOTE_VALID) },
  })
}
