import { newId } from '#kernel/id.ts'
import { audit } from '#platform/audit.ts'
import { callingSubscriber } from '#platform/reach.ts'
import type { Tx } from '#platform/tx.ts'
import { verifyNewPasskey, type PasskeyResponse } from '#platform/webauthn.ts'
import { portalSessionNow } from '../queries/portal.ts'
import { passkeyAdded } from '../queries/portal-texts.ts'
import { passkeyTaken, passkeyWrong } from '../refusals.ts'
import {
  insertPortalPasskey,
  lockPortalPasskey,
  lockSessionChallenge,
  setSessionChallenge,
} from '../store/portal-ways.ts'
import { tellOfWayIn } from './tell-of-way-in.ts'

/** Adds the passkey that the browser has just made for this session's challenge, and tells its owner that there is one more. */
export async function addMyPasskey(
  tx: Tx,
  given: { name: string; response: PasskeyResponse; origin: URL },
): Promise<void> {
  const subscriberId = callingSubscriber(tx)
  const session = await portalSessionNow(tx)
  const asked = await lockSessionChallenge(tx, session.id)
  const inTime =
    asked?.challenge_until && Temporal.Instant.compare(tx.now, asked.challenge_until) < 0
  if (!asked?.challenge || !inTime) throw passkeyWrong()
  await setSessionChallenge(tx, session.id, null)
  const made = await verifyNewPasskey({ ...given, challenge: asked.challenge })
  if (!made) throw passkeyWrong()
  if (await lockPortalPasskey(tx, made.credentialId)) throw passkeyTaken()
  const id = newId(tx.now)
  await insertPortalPasskey(tx, {
    ...{ id, subscriber_id: subscriberId, value_blind: session.value_blind, name: given.name },
    ...{ credential_id: made.credentialId, public_key: Buffer.from(made.publicKey) },
    ...{ counter: made.counter, transports: [...made.transports], synced: made.synced },
  })
  audit(tx, {
    objects: [
      { table: 'subscribers.portal_passkey', id },
      { table: 'subscribers.subscriber', id: subscriberId },
    ],
  })
  const says = { template: passkeyAdded, values: { name: given.name } }
  await tellOfWayIn(tx, { key: `subscribers.passkey-added:${id}`, subscriberId, says })
}
