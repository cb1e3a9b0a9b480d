import { newId } from '#kernel/id.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { hashToken, readLetters } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import { findSeededRole } from '../queries/holdings.ts'
import { hasMembers } from '../queries/members.ts'
import { isSetUpCode } from '../queries/signing-in.ts'
import { setUpDone, wrongSetUpCode } from '../refusals.ts'
import type { Admission, Caller } from '../rules/caller.ts'
import { deviceName } from '../rules/device-name.ts'
import type { Language } from '../rules/letters.ts'
import { deleteSetUpCodes, insertSignInAttempt, lockMembers } from '../store.ts'
import { addMember } from './add-member.ts'
import { choosePassword } from './choose-password.ts'
import { openSession } from './open-session.ts'

/**
 * Makes the first owner for whoever holds the code that the server printed. Of two at once one wins; from then on
 * it is refused for good. The owner still owes a second factor.
 */
export async function setUpOwner(
  tx: Tx,
  given: {
    code: string
    name: string
    email: string
    password: string
    language: Language
    caller: Caller
  },
): Promise<Admission | Refusal> {
  await lockMembers(tx)
  if (await hasMembers(tx)) throw setUpDone()
  if (!(await isSetUpCode(tx, hashToken(readLetters(given.code))))) {
    await insertSignInAttempt(tx, {
      id: newId(tx.now),
      at: tx.now,
      member_id: null,
      ip: given.caller.ip,
      device: deviceName(given.caller.userAgent),
      factor: 'set-up-code',
      outcome: 'wrong',
    })
    return wrongSetUpCode()
  }
  const owner = await findSeededRole(tx, 'owner')
  const member = await addMember(tx, {
    ...given,
    passwordHash: await choosePassword(tx, { ...given, hasSecondFactor: owner.requires_mfa }),
    roles: [{ roleId: owner.id, siteIds: null, until: null }],
    givenBy: null,
  })
  await deleteSetUpCodes(tx)
  return openSession(tx, { member, caller: given.caller, factor: 'set-up-code' })
}
