import { newId } from '#kernel/id.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { passwordFits, pretendToCheck } from '#platform/password-hash.ts'
import { hashToken, newToken } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import { passkeysOf, recoveryCodesLeft } from '../queries/factors.ts'
import { EMAIL_COLUMN, findMemberByEmail, type MemberFacts } from '../queries/members.ts'
import { policyOf } from '../queries/policy.ts'
import { wrongSignIn } from '../refusals.ts'
import type { Admission, Caller } from '../rules/caller.ts'
import { deviceName } from '../rules/device-name.ts'
import { SIGN_IN_LASTS } from '../rules/limits.ts'
import { factorsAfterPassword } from '../rules/sign-in-step.ts'
import { insertSignIn, insertSignInAttempt } from '../store.ts'
import { admitTry } from './admit-try.ts'
import { openSession } from './open-session.ts'
import { recordWrongTry } from './record-wrong-try.ts'

/**
 * Takes an e-mail address and a password. An unknown address, a wrong password and a disabled member get
 * the same answer after the same work. What is refused is returned, so that the try is remembered.
 */
export async function signIn(
  tx: Tx,
  given: { email: string; password: string; caller: Caller },
): Promise<Admission | Refusal> {
  const member = await findMemberByEmail(tx, given.email)
  const aim = {
    emailBlind: tx.vault.blind(EMAIL_COLUMN, given.email),
    memberId: member?.id ?? null,
  }
  const about = { aim, caller: given.caller, factor: 'password' } as const
  const admitted = await admitTry(tx, about)
  if (admitted.kind === 'wait') return admitted.refusal

  const right = member
    ? await passwordFits(member.passwordHash, given.password)
    : await pretendToCheck(given.password)
  if (!member || !right || member.disabledAt) {
    await recordWrongTry(tx, {
      ...about,
      suspects: admitted.suspects,
      outcome: member && right ? 'disabled' : 'wrong',
    })
    return wrongSignIn()
  }
  return proceed(tx, member, given.caller)
}

async function proceed(tx: Tx, member: MemberFacts, caller: Caller): Promise<Admission> {
  const factors = factorsAfterPassword({
    totp: member.totpSecret !== null,
    passkeys: (await passkeysOf(tx, member.id)).length,
    recoveryCodesLeft: await recoveryCodesLeft(tx, member.id),
    emailCodes: (await policyOf(tx)).emailCodes,
  })
  if (factors.length === 0) return openSession(tx, { member, caller, factor: 'password' })

  const signInToken = newToken()
  await insertSignIn(tx, {
    id: newId(tx.now),
    token_hash: hashToken(signInToken),
    member_id: member.id,
    started_at: tx.now,
    ends_at: tx.now.add(SIGN_IN_LASTS),
  })
  await insertSignInAttempt(tx, {
    id: newId(tx.now),
    at: tx.now,
    member_id: member.id,
    ip: caller.ip,
    device: deviceName(caller.userAgent),
    factor: 'password',
    outcome: 'factor-right',
  })
  return { kind: 'pending', signInToken, factors }
}
