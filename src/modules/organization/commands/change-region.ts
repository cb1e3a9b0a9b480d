import { audit } from '#platform/audit.ts'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import type { Tx } from '#platform/tx.ts'
import type { changeRegion as endpoint } from '../contract.ts'
import { regionChanged } from '../events.ts'
import { refuseStale } from '../refusals.ts'
import { lockIsp, putSetupStep, updateIsp } from '../store.ts'

/** Moves the ISP's clock and week. What was written before keeps its instants; only local dates from now on differ. */
export async function changeRegion(tx: Tx, input: ParsedInputOf<typeof endpoint>) {
  refuseStale(await lockIsp(tx), input.version)
  await updateIsp(tx, {
    time_zone: input.timeZone,
    week_start: input.weekStart,
    language: input.language,
  })
  await putSetupStep(tx, 'region', 'done')
  audit(tx, { objects: [{ table: 'organization.isp', id: 'isp' }] })
  tx.emit(regionChanged, { timeZone: input.timeZone })
}
