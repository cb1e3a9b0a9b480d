import type { Tx } from '#platform/tx.ts'
import { rolesOf } from '../queries/holdings.ts'
import type { MemberFacts } from '../queries/members.ts'
import { lastFactor } from '../refusals.ts'
import { isCurrent } from '../rules/holdings.ts'
import { mayRemoveFactor } from '../rules/proofs.ts'
import { replaceRecoveryCodes } from '../store.ts'
import { writeLetter } from './write-letter.ts'

/** What precedes the removal of a factor: may it go at all; a letter; no recovery codes without a factor to recover. */
export async function partWithFactor(
  tx: Tx,
  about: {
    member: MemberFacts
    factors: { totp: boolean; passkeys: number }
    factor: 'totp' | 'passkey'
  },
): Promise<void> {
  const { member, factors, factor } = about
  const roles = (await rolesOf(tx, member.id)).filter((role) => isCurrent(role, tx.now))
  const requiresMfa = roles.some((role) => role.requiresMfa)
  if (!mayRemoveFactor({ requiresMfa, ...factors })) throw lastFactor()
  if (Number(factors.totp) + factors.passkeys === 1) await replaceRecoveryCodes(tx, member.id, [])
  await writeLetter(tx, member, { kind: 'factor-removed', factor })
}
