import { newId } from '#kernel/id.ts'
import { audit } from '#platform/audit.ts'
import { hashToken, newToken } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import { reachedBy } from '../queries/portal.ts'
import { insertPortalSession } from '../store/portal.ts'

const LASTS_hours = 90 * 24

/**
 * Lets whoever is reached there in, or only `owner` where the way in is theirs; gives the token that their browser keeps, or nothing where
 * they are not reached there any more.
 */
export async function openPortalSession(
  tx: Tx,
  { valueBlind, device, owner }: { valueBlind: string; device: string; owner?: string },
): Promise<string | undefined> {
  const reached = await reachedBy(tx, valueBlind)
  const first = owner === undefined ? reached[0] : reached.find((one) => one === owner)
  if (first === undefined) return undefined
  const token = newToken()
  const id = newId(tx.now)
  await insertPortalSession(tx, {
    ...{ id, tokenHash: hashToken(token), valueBlind, subscriberId: first, device },
    endsAt: tx.now.add({ hours: LASTS_hours }),
  })
  audit(tx, {
    objects: [
      { table: 'subscribers.portal_session', id },
      { table: 'subscribers.subscriber', id: first },
    ],
  })
  return token
}
