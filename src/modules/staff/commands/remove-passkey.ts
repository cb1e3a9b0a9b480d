import type { Tx } from '#platform/tx.ts'
import { passkeysOf } from '../queries/factors.ts'
import { lockMember } from '../queries/members.ts'
import { noSuchPasskey } from '../refusals.ts'
import { deletePasskey } from '../store.ts'
import { actingSession } from '../queries/acting.ts'
import { partWithFactor } from './part-with-factor.ts'

/** Removes one of one's own passkeys, unless it is the last factor and the role asks for one. */
export async function removePasskey(tx: Tx, given: { passkeyId: string }): Promise<void> {
  const { memberId } = actingSession(tx)
  const member = await lockMember(tx, memberId)
  const mine = await passkeysOf(tx, memberId)
  if (!mine.some(({ id }) => id === given.passkeyId)) throw noSuchPasskey()
  const factors = { totp: member.totpSecret !== null, passkeys: mine.length }
  await partWithFactor(tx, { member, factors, factor: 'passkey' })
  await deletePasskey(tx, given.passkeyId)
}
