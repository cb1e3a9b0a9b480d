import { callingSubscriber } from '#platform/reach.ts'
import type { Tx } from '#platform/tx.ts'
import { optionsForNewPasskey } from '#platform/webauthn.ts'
import { brandNow } from '#modules/organization/index.ts'
import { subscriberNames } from '../queries/facts.ts'
import { portalSessionNow } from '../queries/portal.ts'
import { myPasskeys } from '../queries/portal-ways.ts'
import { passkeysAreMany, subscriberNotFound } from '../refusals.ts'
import { setSessionChallenge } from '../store/portal-ways.ts'

const ANSWERED_WITHIN = { minutes: 5 }
const PASSKEYS_MAX = 10

/** Begins adding a passkey: the challenge for the browser, which will not offer authenticators already added. */
export async function beginMyPasskey(tx: Tx, given: { origin: URL }) {
  const subscriberId = callingSubscriber(tx)
  const session = await portalSessionNow(tx)
  const existing = await myPasskeys(tx)
  if (existing.length >= PASSKEYS_MAX) throw passkeysAreMany({ max: PASSKEYS_MAX })
  const named = (await subscriberNames(tx, [subscriberId])).get(subscriberId)
  if (!named) throw subscriberNotFound()
  const options = await optionsForNewPasskey({
    ...{ origin: given.origin, issuer: (await brandNow(tx)).name, ownerId: subscriberId, existing },
    ...{ account: named.number, displayName: named.name },
  })
  const until = tx.now.add(ANSWERED_WITHIN)
  await setSessionChallenge(tx, session.id, { text: options.challenge, until })
  return options
}
