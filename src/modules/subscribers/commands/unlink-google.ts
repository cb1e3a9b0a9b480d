import { audit } from '#platform/audit.ts'
import { callingSubscriber } from '#platform/reach.ts'
import type { Tx } from '#platform/tx.ts'
import { portalSessionNow } from '../queries/portal.ts'
import { deleteGoogleLink } from '../store/portal-ways.ts'

/** The Google account of this address signs in no longer, until somebody whom Google vouches for does so anew. */
export async function unlinkGoogle(tx: Tx): Promise<void> {
  const { value_blind: valueBlind } = await portalSessionNow(tx)
  await deleteGoogleLink(tx, valueBlind)
  audit(tx, { objects: [{ table: 'subscribers.subscriber', id: callingSubscriber(tx) }] })
}
