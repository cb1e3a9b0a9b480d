import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { BusinessHours } from '../contract.ts'
import { calendarChanged } from '../events.ts'
import { refuseStale } from '../refusals.ts'
import { lockHours, putSetupStep, updateHours } from '../store.ts'

/** Changes when people can reach us. */
export async function changeHours(tx: Tx, input: { hours: BusinessHours; version: number }) {
  refuseStale(await lockHours(tx), input.version)
  await updateHours(tx, input.hours)
  await putSetupStep(tx, 'hours', 'done')
  audit(tx, { objects: [{ table: 'organization.hours', id: 'hours' }] })
  tx.emit(calendarChanged, {})
}
