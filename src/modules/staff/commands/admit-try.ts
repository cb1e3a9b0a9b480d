import { newId } from '#kernel/id.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { hashToken } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import { isKnownDevice } from '../queries/signing-in.ts'
import { tooManyTries } from '../refusals.ts'
import type { Aim, Caller, Factor } from '../rules/caller.ts'
import { deviceName } from '../rules/device-name.ts'
import { decideTry, type Suspect, type Tries } from '../rules/guessing.ts'
import { insertSignInAttempt, lockWrongTries } from '../store.ts'

export type SuspectTries = {
  readonly suspect: Suspect
  readonly key: string
  readonly wrong: Tries | undefined
}

/**
 * Asks whether a password or code may be tried now, before it is looked at. The counters stay locked
 * until the unit ends, so a hundred tries at once are as slow as a hundred in a row.
 */
export async function admitTry(
  tx: Tx,
  about: { aim: Aim; caller: Caller; factor: Factor },
): Promise<{ kind: 'go'; suspects: SuspectTries[] } | { kind: 'wait'; refusal: Refusal }> {
  const keys = await suspectKeys(tx, about)
  const rows = await lockWrongTries(tx, [...keys.values()])
  const suspects = [...keys].map(([suspect, key]): SuspectTries => {
    const row = rows.find((found) => found.key === key)
    const wrong = row && row.tries > 0 ? { tries: row.tries, lastAt: row.last_at } : undefined
    return { suspect, key, wrong }
  })
  const decision = decideTry(suspects, tx.now)
  if (decision.kind === 'go') return { kind: 'go', suspects }
  await insertSignInAttempt(tx, {
    id: newId(tx.now),
    at: tx.now,
    member_id: about.aim.memberId,
    ip: about.caller.ip,
    device: deviceName(about.caller.userAgent),
    factor: about.factor,
    outcome: 'delayed',
  })
  return { kind: 'wait', refusal: tooManyTries({ wait_s: decision.wait_s }) }
}

/** A browser that the member has used before answers for itself alone; see rules/guessing.ts. */
async function suspectKeys(
  tx: Tx,
  { aim, caller }: { aim: Aim; caller: Caller },
): Promise<Map<Suspect, string>> {
  if (caller.deviceToken !== undefined && aim.memberId !== null) {
    const device = hashToken(caller.deviceToken)
    if (await isKnownDevice(tx, device, aim.memberId))
      return new Map([['device', `device:${device}:${aim.memberId}`]])
  }
  return new Map([
    ['account', `account:${aim.emailBlind}`],
    ['ip', `ip:${caller.ip}`],
  ])
}
