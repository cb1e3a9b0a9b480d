import { hashPassword } from '#platform/password-hash.ts'
import { strengthOf } from '#platform/password-strength.ts'
import { audit } from '#platform/audit.ts'
import { callingSubscriber } from '#platform/reach.ts'
import type { Tx } from '#platform/tx.ts'
import { portalSessionNow } from '../queries/portal.ts'
import { passwordCommon } from '../refusals.ts'
import { putPortalPassword } from '../store/portal.ts'

/** A password for the phone or address that somebody came in with; not one that everybody tries first. */
export async function setMyPassword(tx: Tx, password: string): Promise<void> {
  const { breached } = await strengthOf(password, [])
  if (breached)
    throw passwordCommon({}, [{ path: 'password', message: 'Many people use this one.' }])
  const session = await portalSessionNow(tx)
  await putPortalPassword(tx, session.value_blind, await hashPassword(password))
  audit(tx, { objects: [{ table: 'subscribers.subscriber', id: callingSubscriber(tx) }] })
}
