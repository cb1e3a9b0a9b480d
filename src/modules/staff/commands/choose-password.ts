import { hashPassword } from '#platform/password-hash.ts'
import { strengthOf } from '#platform/password-strength.ts'
import type { Tx } from '#platform/tx.ts'
import { ispName, policyOf } from '../queries/policy.ts'
import { weakPassword } from '../refusals.ts'
import { contextWords, judgePassword } from '../rules/password.ts'

/** Judges a new password and hashes it; refuses a weak one, saying why at the field. */
export async function choosePassword(
  tx: Tx,
  given: { password: string; name: string; email: string; hasSecondFactor: boolean },
): Promise<string> {
  const about = [await ispName(tx), given.name, given.email]
  const strength = await strengthOf(given.password, contextWords(about))
  const verdict = judgePassword({
    password: given.password,
    about,
    guarded: given.hasSecondFactor || (await policyOf(tx)).emailCodes,
    ...strength,
  })
  if (verdict.kind === 'weak') throw weakPassword({}, [{ path: 'password', message: verdict.why }])
  return hashPassword(given.password)
}
