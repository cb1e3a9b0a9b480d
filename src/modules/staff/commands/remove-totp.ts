import type { Tx } from '#platform/tx.ts'
import { passkeysOf } from '../queries/factors.ts'
import { lockMember } from '../queries/members.ts'
import { noTotp } from '../refusals.ts'
import { updateMember } from '../store.ts'
import { actingSession } from '../queries/acting.ts'
import { partWithFactor } from './part-with-factor.ts'

/** Removes one's own authenticator app, unless it is the last factor and the role asks for one. */
export async function removeTotp(tx: Tx): Promise<void> {
  const { memberId } = actingSession(tx)
  const member = await lockMember(tx, memberId)
  if (member.totpSecret === null) throw noTotp()
  const passkeys = (await passkeysOf(tx, memberId)).length
  await partWithFactor(tx, { member, factors: { totp: true, passkeys }, factor: 'totp' })
  await updateMember(tx, memberId, {
    totp_secret_sealed: null,
    totp_added_at: null,
    totp_step: null,
    totp_pending_sealed: null,
  })
}
