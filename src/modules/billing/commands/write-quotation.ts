import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { settingValue } from '#modules/organization/index.ts'
import { lockActiveSubscriber } from '#modules/subscribers/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { writeQuotation as endpoint } from '../contract.ts'
import { offerNow } from '../queries/offer.ts'
import { findQuotation } from '../queries/quotations.ts'
import { quotationDays } from '../queries/settings.ts'
import { idReused } from '../refusals.ts'
import { insertQuotation } from '../store/quotations.ts'
import { refuseOtherSites } from './refuse-other-sites.ts'

/** Writes a draft, priced as of now. The same id again is the same draft; for somebody else it is refused. */
export async function writeQuotation(
  tx: Tx,
  input: ParsedInputOf<typeof endpoint>,
): Promise<string> {
  const { id, subscriberId, items, notes } = input
  await lockActiveSubscriber(tx, subscriberId)
  const there = await findQuotation(tx, id)
  if (there && there.subscriberId !== subscriberId) throw idReused()
  if (there) return id
  refuseOtherSites(tx, items)
  const lines = await offerNow(tx, { subscriberId, items })
  const validDays = input.validDays ?? (await settingValue(tx, quotationDays))
  await insertQuotation(tx, { id, subscriberId, items, notes, validDays }, lines)
  audit(tx, { objects: [{ table: 'billing.quotation', id }] })
  return id
}
