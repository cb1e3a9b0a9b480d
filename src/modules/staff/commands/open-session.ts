import { newId } from '#kernel/id.ts'
import { hashToken, newToken } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import { memberSignedIn } from '../events.ts'
import { passkeysOf } from '../queries/factors.ts'
import { rolesOf } from '../queries/holdings.ts'
import type { MemberFacts } from '../queries/members.ts'
import { policyOf } from '../queries/policy.ts'
import { hasDevices } from '../queries/signing-in.ts'
import type { Admission, Caller, Factor } from '../rules/caller.ts'
import { deviceName } from '../rules/device-name.ts'
import { isCurrent } from '../rules/holdings.ts'
import { standingOf } from '../rules/sign-in-step.ts'
import {
  forgiveWrongTries,
  insertSession,
  insertSignInAttempt,
  rememberDevice,
  updateMember,
} from '../store.ts'
import { writeLetter } from './write-letter.ts'

/**
 * Lets a member in whose identity has just been proven: a new session with a token that nobody has seen
 * (ASVS 5.0 V7.2.4), and a device that is known from now on. A device seen for the first time is
 * told to the member by e-mail.
 */
export async function openSession(
  tx: Tx,
  about: { member: MemberFacts; caller: Caller; factor: Factor },
): Promise<Extract<Admission, { kind: 'session' }>> {
  const { member, caller, factor } = about
  const { absolute_h } = await policyOf(tx)
  const sessionToken = newToken()
  const sessionId = newId(tx.now)
  const device = deviceName(caller.userAgent)
  await insertSession(tx, {
    id: sessionId,
    token_hash: hashToken(sessionToken),
    member_id: member.id,
    device,
    ip: caller.ip,
    started_at: tx.now,
    last_seen_at: tx.now,
    proven_at: tx.now,
    ends_at: tx.now.add({ hours: absolute_h }),
  })
  await updateMember(tx, member.id, { last_sign_in_at: tx.now })
  await insertSignInAttempt(tx, {
    id: newId(tx.now),
    at: tx.now,
    member_id: member.id,
    ip: caller.ip,
    device,
    factor,
    outcome: 'signed-in',
  })

  const hadDevices = await hasDevices(tx, member.id)
  const deviceToken = caller.deviceToken ?? newToken()
  const deviceHash = hashToken(deviceToken)
  const newDevice = await rememberDevice(tx, deviceHash, member.id)
  await forgiveWrongTries(tx, [
    newDevice ? `account:${member.emailBlind}` : `device:${deviceHash}:${member.id}`,
  ])
  if (newDevice && hadDevices)
    await writeLetter(tx, member, {
      kind: 'new-device',
      device,
      ip: caller.ip,
      at: tx.now.toString({ smallestUnit: 'second' }),
    })
  tx.emit(memberSignedIn, { memberId: member.id, sessionId, newDevice: newDevice && hadDevices })

  const roles = (await rolesOf(tx, member.id)).filter((role) => isCurrent(role, tx.now))
  const standing = standingOf({
    requiresMfa: roles.some((role) => role.requiresMfa),
    strongFactor: member.totpSecret !== null || (await passkeysOf(tx, member.id)).length > 0,
  })
  return { kind: 'session', sessionToken, deviceToken, standing }
}
