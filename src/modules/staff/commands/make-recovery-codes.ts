import { hashPassword } from '#platform/password-hash.ts'
import { newLetters } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import { RECOVERY_CODES } from '../rules/limits.ts'
import { replaceRecoveryCodes } from '../store.ts'

/**
 * Makes new recovery codes and voids the old ones. A code is `SXXX-XXXX-XXXX`: S is its slot, the rest 55
 * random bits, hashed like a password because that is less than 112 (ASVS 5.0 V6.5.2).
 */
export async function makeRecoveryCodes(tx: Tx, memberId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, (_, slot) => `${slot}${newLetters(11)}`)
  const hashed = await Promise.all(
    codes.map(async (code) => ({ slot: code.slice(0, 1), hash: await hashPassword(code) })),
  )
  await replaceRecoveryCodes(tx, memberId, hashed)
  return codes.map((code) => `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`)
}
