import { must } from '#kernel/assert.ts'
import { lockActiveSubscriber, lockSubscribers } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import { findQuotation, type KeptQuotation } from '../queries/quotations.ts'
import {
  quotationChanged,
  quotationExpired,
  quotationNotDraft,
  quotationNotFound,
  quotationNotSent,
} from '../refusals.ts'
import { mayQuotation, stateNow, type Verb } from '../rules/quotation.ts'
import { lockQuotation } from '../store/quotations.ts'

/**
 * Holds a quotation and its subscriber until the unit ends, for something that is done to it; nothing where it was done already. Who
 * looked at an older version of it than there is has agreed to something else.
 */
export async function holdQuotation(
  tx: Tx,
  asked: { quotationId: string; verb: Verb; version?: number },
): Promise<KeptQuotation | undefined> {
  const { quotationId, verb, version } = asked
  const found = await findQuotation(tx, quotationId)
  if (!found) throw quotationNotFound()
  const { subscriberId } = found
  // Money and services wait for one lock, everywhere in the same order; whoever is gone may still decline.
  if (verb === 'accept' || verb === 'send') await lockActiveSubscriber(tx, subscriberId)
  else await lockSubscribers(tx, [subscriberId])
  const quotation = must(await lockQuotation(tx, quotationId), 'quotations are never deleted')
  const answer = mayQuotation(verb, stateNow(quotation, tx.now))
  if (answer === 'done') return undefined
  if (answer === 'expired') throw quotationExpired({ day: quotation.validOn?.toString() ?? '' })
  if (answer === 'other-state')
    throw verb === 'change' || verb === 'send' ? quotationNotDraft() : quotationNotSent()
  if (version !== undefined && version !== quotation.version) throw quotationChanged()
  return quotation
}
