import type { Refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/tx.ts'
import { verifyPasskey, type PasskeyResponse } from '#platform/webauthn.ts'
import { lockPasskey } from '../queries/factors.ts'
import { EMAIL_COLUMN, findMember } from '../queries/members.ts'
import { wrongPasskey } from '../refusals.ts'
import type { Admission, Caller } from '../rules/caller.ts'
import { updatePasskey, updateSignIn } from '../store.ts'
import { admitTry } from './admit-try.ts'
import { openSession } from './open-session.ts'
import { recordWrongTry } from './record-wrong-try.ts'
import { resumeSignIn } from './resume-sign-in.ts'

/**
 * Lets in who holds a passkey and has been verified by it (finger, face or PIN): two factors in one. Each
 * challenge takes one answer, right or wrong.
 */
export async function signInWithPasskey(
  tx: Tx,
  given: {
    signInToken: string | undefined
    response: PasskeyResponse
    origin: URL
    caller: Caller
  },
): Promise<Admission | Refusal> {
  const { response, origin, caller } = given
  const signIn = await resumeSignIn(tx, given.signInToken)
  const passkey = await lockPasskey(tx, response.id)
  const member = passkey && (await findMember(tx, passkey.memberId))
  const aim = {
    emailBlind: member?.emailBlind ?? tx.vault.blind(EMAIL_COLUMN, 'a passkey that nobody has'),
    memberId: member?.id ?? null,
  }
  const about = { aim, caller, factor: 'passkey' } as const
  const admitted = await admitTry(tx, about)
  if (admitted.kind === 'wait') return admitted.refusal

  const expected = signIn.member_id === null || signIn.member_id === member?.id
  const verified =
    passkey && expected && signIn.challenge
      ? await verifyPasskey({ origin, challenge: signIn.challenge, response, passkey })
      : undefined
  if (!passkey || !member || !verified || member.disabledAt) {
    await updateSignIn(tx, signIn.id, { challenge: null, tries: signIn.tries + 1 })
    await recordWrongTry(tx, {
      ...about,
      suspects: admitted.suspects,
      outcome: verified ? 'disabled' : 'wrong',
    })
    return wrongPasskey()
  }
  await updatePasskey(tx, passkey.id, { counter: verified.counter, last_used_at: tx.now })
  await updateSignIn(tx, signIn.id, { challenge: null, finished_at: tx.now })
  return openSession(tx, { member, caller, factor: 'passkey' })
}
