import type { Refusal } from '#kernel/refusal.ts'
import { totpStep } from '#platform/totp.ts'
import type { Tx } from '#platform/tx.ts'
import { lockMember, sealedAt } from '../queries/members.ts'
import { totpNotStarted, wrongCode } from '../refusals.ts'
import type { Caller } from '../rules/caller.ts'
import { updateMember } from '../store.ts'
import { actingSession } from '../queries/acting.ts'
import { admitTry } from './admit-try.ts'
import { recordWrongTry } from './record-wrong-try.ts'
import { welcomeFactor, type WelcomedFactor } from './welcome-factor.ts'

/** Adds the authenticator app that shows the right code for the secret handed out. */
export async function confirmTotp(
  tx: Tx,
  given: { code: string; caller: Caller },
): Promise<WelcomedFactor | Refusal> {
  const { memberId, sessionId } = actingSession(tx)
  const member = await lockMember(tx, memberId)
  if (member.totpPending === null) throw totpNotStarted()
  const aim = { emailBlind: member.emailBlind, memberId }
  const about = { aim, caller: given.caller, factor: 'totp' } as const
  const admitted = await admitTry(tx, about)
  if (admitted.kind === 'wait') return admitted.refusal

  const step = await totpStep(member.totpPending, given.code, tx.now, null)
  if (step === undefined) {
    await recordWrongTry(tx, { ...about, suspects: admitted.suspects })
    return wrongCode()
  }
  await updateMember(tx, memberId, {
    totp_secret_sealed: tx.vault.seal(sealedAt(memberId, 'totp_secret_sealed'), member.totpPending),
    totp_added_at: tx.now,
    totp_step: step,
    totp_pending_sealed: null,
  })
  return welcomeFactor(tx, { member, sessionId, factor: 'totp' })
}
