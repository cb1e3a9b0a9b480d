import { hashToken, newLetters, readLetters } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import { hasMembers } from '../queries/members.ts'
import { SET_UP_CODE_LASTS } from '../rules/limits.ts'
import { insertSetUpCode } from '../store.ts'

/**
 * Makes a one-time code for setting up the first owner, for the console of the machine; undefined when there is
 * staff already. Several may be good at once: two processes that start together both print one.
 */
export async function makeSetUpCode(tx: Tx): Promise<string | undefined> {
  if (await hasMembers(tx)) return undefined
  const code = newLetters(24)
  await insertSetUpCode(tx, {
    code_hash: hashToken(readLetters(code)),
    ends_at: tx.now.add(SET_UP_CODE_LASTS),
  })
  return code.replaceAll(/(.{4})(?=.)/g, '$1-')
}
