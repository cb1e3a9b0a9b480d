import { settingValue } from '#modules/organization/index.ts'
import type { Tx } from '#platform/tx.ts'
import { countDue } from '../queries/due-cycles.ts'
import { anotherRunStands } from '../queries/runs.ts'
import { runsEachNight } from '../queries/settings.ts'
import { beginCycles } from './begin-cycles.ts'
import { beginRun } from './begin-run.ts'

const NO_RUN = '00000000-0000-0000-0000-000000000000'

/** Each night those are invoiced whose cycle is over, unless the ISP begins its runs by hand or one stands already. */
export async function beginNightlyRun(tx: Tx): Promise<void> {
  if (!(await settingValue(tx, runsEachNight))) return
  if (await anotherRunStands(tx, NO_RUN, 'live')) return
  await beginCycles(tx)
  if ((await countDue(tx, tx.now)) > 0) await beginRun(tx, { mode: 'live' })
}
