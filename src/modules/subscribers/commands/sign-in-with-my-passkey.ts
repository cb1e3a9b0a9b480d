import type { Refusal } from '#kernel/refusal.ts'
import { hashToken } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import { verifyPasskey, type PasskeyResponse } from '#platform/webauthn.ts'
import { passkeyWrong, signInGone } from '../refusals.ts'
import {
  lockPortalPasskey,
  lockPortalTry,
  updatePortalPasskey,
  updatePortalTry,
} from '../store/portal-ways.ts'
import { openPortalSession } from './open-portal-session.ts'

/**
 * The token of a new session for who holds a passkey and has been verified by it. Each challenge takes one answer, right or wrong; a
 * passkey whose contact is not its owner's any more opens nothing.
 */
export async function signInWithMyPasskey(
  tx: Tx,
  given: { token: string | undefined; response: PasskeyResponse; origin: URL; device: string },
): Promise<string | Refusal> {
  const { token, response, origin, device } = given
  const begun =
    token === undefined ? undefined : await lockPortalTry(tx, { tokenHash: hashToken(token) })
  if (begun?.step !== 'begun' || begun.challenge === null) return signInGone()
  await updatePortalTry(tx, begun.id, { step: 'over' })
  const row = await lockPortalPasskey(tx, response.id)
  if (!row) return passkeyWrong()
  const verified = await verifyPasskey({
    ...{ origin, challenge: begun.challenge, response },
    passkey: {
      ...{ credentialId: row.credential_id, publicKey: row.public_key },
      ...{ counter: row.counter, transports: row.transports },
    },
  })
  if (!verified) return passkeyWrong()
  await updatePortalPasskey(tx, row.id, { counter: verified.counter, last_used_at: tx.now })
  const { subscriber_id: owner, value_blind: valueBlind } = row
  return (await openPortalSession(tx, { valueBlind, device, owner })) ?? passkeyWrong()
}
