import type { Tx } from '#platform/tx.ts'
import { googleLinked } from '../queries/portal-texts.ts'
import { reachedBy } from '../queries/portal.ts'
import { subjectBlindOf } from '../queries/portal-ways.ts'
import { valueBlindOf } from '../queries/sealed.ts'
import { whatGoogleSays, type GoogleClaims } from '../rules/google-says.ts'
import {
  insertGoogleLink,
  lockGoogleLink,
  lockPortalTry,
  updatePortalTry,
} from '../store/portal-ways.ts'
import type { GoogleWhy } from '../refusals.ts'
import { tellOfWayIn } from './tell-of-way-in.ts'

/**
 * Notes whom Google vouches for. It lets in who is reached at that address and makes nobody; the first account of an address is tied
 * to it, and they are told.
 */
export async function recordGoogleAnswer(
  tx: Tx,
  given: { tryId: string; claims: GoogleClaims | undefined },
): Promise<void> {
  const begun = await lockPortalTry(tx, { id: given.tryId })
  if (begun?.step !== 'asking') return
  const end = (because: GoogleWhy) => updatePortalTry(tx, begun.id, { step: 'answered', because })
  if (!given.claims) return end('failed')
  const says = whatGoogleSays(given.claims)
  if (says.kind === 'not-vouched') return end('not-vouched')
  const valueBlind = valueBlindOf(tx.vault, says.email)
  const [first] = await reachedBy(tx, valueBlind)
  if (first === undefined) return end('unknown')
  const subjectBlind = subjectBlindOf(tx.vault, says.subject)
  const link = await lockGoogleLink(tx, valueBlind)
  if (link && link.subject_blind !== subjectBlind) return end('other-account')
  if (!link) {
    await insertGoogleLink(tx, { valueBlind, subjectBlind })
    const key = `subscribers.google-linked:${begun.id}`
    const told = { template: googleLinked, values: { email: says.email } }
    await tellOfWayIn(tx, { key, subscriberId: first, says: told })
  }
  await updatePortalTry(tx, begun.id, {
    ...{ step: 'answered', value_blind: valueBlind, subject_blind: subjectBlind },
  })
}
