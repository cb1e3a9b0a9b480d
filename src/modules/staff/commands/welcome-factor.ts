import type { Tx } from '#platform/tx.ts'
import { recoveryCodesLeft } from '../queries/factors.ts'
import type { MemberFacts } from '../queries/members.ts'
import { makeRecoveryCodes } from './make-recovery-codes.ts'
import { renewSession } from './renew-session.ts'
import { writeLetter } from './write-letter.ts'

export type WelcomedFactor = { sessionToken: string; recoveryCodes: string[] | null }

/**
 * What follows a new factor: recovery codes where there are none, a letter, and a new token for the session, which may
 * just have become whole.
 */
export async function welcomeFactor(
  tx: Tx,
  about: { member: MemberFacts; sessionId: string; factor: 'totp' | 'passkey' },
): Promise<WelcomedFactor> {
  const { member, sessionId, factor } = about
  const left = await recoveryCodesLeft(tx, member.id)
  const recoveryCodes = left === 0 ? await makeRecoveryCodes(tx, member.id) : null
  await writeLetter(tx, member, { kind: 'factor-added', factor })
  return { sessionToken: await renewSession(tx, sessionId), recoveryCodes }
}
