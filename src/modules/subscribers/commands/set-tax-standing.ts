import { newId } from '#kernel/id.ts'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { setTaxStanding as endpoint } from '../contract/standing.ts'
import { taxChanged } from '../events.ts'
import { at, openDetails } from '../queries/sealed.ts'
import { overlappingTax } from '../queries/standing.ts'
import { pinMissing, taxOverlaps } from '../refusals.ts'
import { insertTaxStanding } from '../store.ts'
import { checkDocument } from './check-document.ts'
import { lockActiveSubscriber } from './lock-active-subscriber.ts'
import { noteMoments } from './note-moments.ts'

/** From a day on a subscriber is taxed otherwise than everybody, by a letter with a number. Invoices that are out stay. */
export async function setTaxStanding(tx: Tx, input: ParsedInputOf<typeof endpoint>) {
  const { subscriberId, kind, certificate, documentId } = input
  const from = Temporal.PlainDate.from(input.from)
  const until = input.until === null ? null : Temporal.PlainDate.from(input.until)
  const subscriber = await lockActiveSubscriber(tx, subscriberId)
  if (openDetails(tx.vault, subscriber).kraPin === null) throw pinMissing()
  if (await overlappingTax(tx, { subscriberId, kind, from, until })) throw taxOverlaps()
  await checkDocument(tx, { subscriberId, documentId })
  const id = newId(tx.now)
  await insertTaxStanding(tx, {
    id,
    subscriber_id: subscriberId,
    kind,
    from_on: from,
    until_on: until,
    certificate_sealed: tx.vault.seal(at('tax_standing', 'certificate_sealed', id), certificate),
    document_id: documentId,
    ended_at: null,
  })
  audit(tx, { objects: [{ table: 'subscribers.subscriber', id: subscriberId }] })
  await noteMoments(tx, [{ subscriberId, what: 'subscribers.tax-set', facts: { kind } }])
  tx.emit(taxChanged, { subscriberId })
}
