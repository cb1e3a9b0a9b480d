import type { Refusal } from '#kernel/refusal.ts'
import { passwordFits } from '#platform/password-hash.ts'
import { totpStep } from '#platform/totp.ts'
import type { Tx } from '#platform/tx.ts'
import type { PasskeyResponse } from '#platform/webauthn.ts'
import { passkeysOf } from '../queries/factors.ts'
import { lockMember, type MemberFacts } from '../queries/members.ts'
import { proofNotEnough, wrongPasskey, wrongPassword } from '../refusals.ts'
import type { Caller } from '../rules/caller.ts'
import { proofsOf } from '../rules/proofs.ts'
import { updateMember } from '../store.ts'
import { actingSession } from '../queries/acting.ts'
import { admitTry } from './admit-try.ts'
import { answerChallenge } from './answer-challenge.ts'
import { recordWrongTry } from './record-wrong-try.ts'
import { renewSession } from './renew-session.ts'

type Proof = {
  password?: string | undefined
  code?: string | undefined
  passkey?: PasskeyResponse | undefined
}

/**
 * Proves again who sits at the session, before something sensitive (ASVS 5.0 V7.5.1): as strongly as the
 * member can. Gives the session's new token.
 */
export async function proveIdentity(
  tx: Tx,
  given: Proof & { caller: Caller; origin: URL },
): Promise<{ kind: 'proven'; sessionToken: string } | { kind: 'refused'; refusal: Refusal }> {
  const { memberId, sessionId } = actingSession(tx)
  const member = await lockMember(tx, memberId)
  const aim = { emailBlind: member.emailBlind, memberId }
  const factor = given.passkey ? 'passkey' : 'password'
  const about = { aim, caller: given.caller, factor } as const
  const admitted = await admitTry(tx, about)
  if (admitted.kind === 'wait') return { kind: 'refused', refusal: admitted.refusal }

  const holds = given.passkey
    ? await answerChallenge(tx, { ...given, sessionId, memberId, response: given.passkey })
    : await passwordProof(tx, member, given)
  if (holds) return { kind: 'proven', sessionToken: await renewSession(tx, sessionId) }
  await recordWrongTry(tx, { ...about, suspects: admitted.suspects })
  return { kind: 'refused', refusal: given.passkey ? wrongPasskey() : wrongPassword() }
}

async function passwordProof(tx: Tx, member: MemberFacts, given: Proof): Promise<boolean> {
  const proofs = proofsOf({
    totp: member.totpSecret !== null,
    passkeys: (await passkeysOf(tx, member.id)).length,
  })
  const needsCode = proofs.includes('password-and-code')
  const takesPassword = needsCode || proofs.includes('password')
  if (!takesPassword || given.password === undefined || (needsCode && given.code === undefined))
    throw proofNotEnough()

  if (!(await passwordFits(member.passwordHash, given.password))) return false
  if (member.totpSecret === null) return true
  const step = await totpStep(member.totpSecret, given.code ?? '', tx.now, member.totpStep)
  if (step === undefined) return false
  await updateMember(tx, member.id, { totp_step: step })
  return true
}
