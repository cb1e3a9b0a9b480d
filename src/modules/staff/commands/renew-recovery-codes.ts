import type { Tx } from '#platform/tx.ts'
import { passkeysOf } from '../queries/factors.ts'
import { lockMember } from '../queries/members.ts'
import { noFactor } from '../refusals.ts'
import { actingSession } from '../queries/acting.ts'
import { makeRecoveryCodes } from './make-recovery-codes.ts'

/** Gives the member ten new recovery codes; the old ones open nothing any more. */
export async function renewRecoveryCodes(tx: Tx): Promise<string[]> {
  const { memberId } = actingSession(tx)
  const member = await lockMember(tx, memberId)
  if (member.totpSecret === null && (await passkeysOf(tx, memberId)).length === 0) throw noFactor()
  return makeRecoveryCodes(tx, memberId)
}
