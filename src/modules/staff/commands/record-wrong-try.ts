import { newId } from '#kernel/id.ts'
import type { Tx } from '#platform/tx.ts'
import { guessingNoticed } from '../events.ts'
import { findMember } from '../queries/members.ts'
import type { Aim, Caller, Factor } from '../rules/caller.ts'
import { deviceName } from '../rules/device-name.ts'
import { countWrong, isNoticeable } from '../rules/guessing.ts'
import { insertSignInAttempt, setWrongTries } from '../store.ts'
import type { SuspectTries } from './admit-try.ts'
import { writeLetter } from './write-letter.ts'

/**
 * Counts a wrong password or code against those it came from, and tells the member and the staff who
 * watch when it looks like guessing.
 */
export async function recordWrongTry(
  tx: Tx,
  about: {
    aim: Aim
    caller: Caller
    factor: Factor
    suspects: readonly SuspectTries[]
    outcome?: 'wrong' | 'disabled'
  },
): Promise<void> {
  const { aim, caller, factor, suspects } = about
  await insertSignInAttempt(tx, {
    id: newId(tx.now),
    at: tx.now,
    member_id: aim.memberId,
    ip: caller.ip,
    device: deviceName(caller.userAgent),
    factor,
    outcome: about.outcome ?? 'wrong',
  })
  const counted = suspects.map((one) => ({ ...one, tries: countWrong(one.wrong, tx.now) }))
  for (const { key, tries } of counted) await setWrongTries(tx, key, tries)

  const worst = Math.max(...counted.map(({ tries }) => tries))
  if (!counted.some(({ tries }) => isNoticeable(tries))) return
  tx.emit(guessingNoticed, { memberId: aim.memberId, ip: caller.ip, tries: worst })
  const member = aim.memberId === null ? undefined : await findMember(tx, aim.memberId)
  const atMember = counted.find(({ suspect }) => suspect !== 'ip')
  if (member && !member.disabledAt && atMember && isNoticeable(atMember.tries))
    await writeLetter(tx, member, {
      kind: 'guessing',
      tries: atMember.tries,
      ip: caller.ip,
      at: tx.now.toString({ smallestUnit: 'second' }),
    })
}
