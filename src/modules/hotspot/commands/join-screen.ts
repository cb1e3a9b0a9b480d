import { must } from '#kernel/assert.ts'
import { readLetters } from '#platform/token.ts'
import type { Tx } from '#platform/tx.ts'
import { passNow } from '../queries/passes.ts'
import { isGoodAt } from '../queries/routers.ts'
import { codeWrong, passElsewhere, passOver } from '../refusals.ts'
import { CODE_COLUMN, endCode, lockPass, lockScreen } from '../store.ts'
import { bindDevice } from './bind-device.ts'

/** The screen that shows this code gets on with a pass, in a place of its own. */
export async function joinScreen(
  tx: Tx,
  input: { serviceId: string; siteId: string; code: string },
): Promise<void> {
  const { serviceId, siteId } = input
  await lockPass(tx, serviceId)
  const { until, nasIds } = await passNow(tx, serviceId)
  if (until === null) throw passOver()
  if (!(await isGoodAt(tx, nasIds, siteId))) throw passElsewhere()
  const shown = tx.vault.blind(CODE_COLUMN, readLetters(input.code))
  const screen = await lockScreen(tx, shown, siteId)
  if (!screen) throw codeWrong({}, [{ path: 'code', message: '' }])
  const mac = must(screen.mac, 'a screen has an address')
  await bindDevice(tx, { serviceId, mac, name: 'TV', when: 'refuse' })
  await endCode(tx, screen.id, { serviceId })
}
