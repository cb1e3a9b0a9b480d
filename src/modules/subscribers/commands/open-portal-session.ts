import { newId } from '#kernel/id.ts'
import { audit } from '#platform/audit.ts'
import { hashToken, newToken } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import { reachedBy } from '../queries/portal.ts'
import { insertPortalSession } from '../store/portal.ts'

const LASTS_hours = 90 * 24

/** Lets whoever is reached there in; gives the token that their browser keeps, or nothing where nobody is any more. */
export async function openPortalSession(
  tx: Tx,
  { valueBlind, device }: { valueBlind: string; device: string },
): Promise<string | undefined> {
  const [first] = await reachedBy(tx, valueBlind)
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
