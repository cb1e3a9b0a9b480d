import type { Client } from '#kernel/client.ts'
import type { Ground } from '../ground.ts'
import { agreeWithSome } from './agreements.ts'
import { importBank } from './bank.ts'
import { stockCatalog } from './catalog.ts'
import { oldDebts, promiseAvailability, seeToDebts } from './debts.ts'
import { rehearseBills } from './rehearsal.ts'
import { furnishIsp } from './furnish.ts'
import { signInByGoogle } from './google.ts'
import { openHotspots } from './hotspots.ts'
import { layLines } from './lines.ts'
import { bookMpesaMoney } from './mpesa-money.ts'
import { bookMoney } from './money.ts'
import { layNetwork } from './network.ts'
import { payTown } from './pay-town.ts'
import { offerToSome } from './quotations.ts'
import { printVouchers } from './vouchers.ts'
import type { DemoRecord } from './record.ts'
import { agreeOnRoaming } from './roaming.ts'
import { relaxRoles, welcomeColleagues } from './staff.ts'
import { welcomeSubscribers } from './subscribers.ts'
import { openGateways } from './texts.ts'
import { openTills } from './tills.ts'
import { useNetwork } from './usage.ts'

/** So many live in the town; a company with its branches and a few more come on top. */
const PEOPLE = 290

/**
 * All that makes the demo, in the order in which its owner does it. Each step looks first at what is there, or does what is done twice under the
 * same id, so that a start that was killed anywhere is completed by the next.
 */
export async function makeIsp(
  owner: Client,
  ground: Ground,
  making: {
    readonly record: DemoRecord
    /** Keeps the record as it is now. */
    readonly keep: () => void
    readonly house: Parameters<typeof welcomeColleagues>[1]
    readonly people?: number
  },
): Promise<void> {
  const { record, keep, house, people = PEOPLE } = making
  const now = ground.clock.now()
  const today = now.toZonedDateTimeISO('Africa/Nairobi').toPlainDate()
  await furnishIsp(owner)
  await openGateways(owner, record.ports)
  await signInByGoogle(owner, record.ports)
  await stockCatalog(owner)
  await layNetwork(owner, record)
  await agreeOnRoaming(owner)
  await welcomeSubscribers(owner, ground, people)
  await agreeWithSome(owner, today)
  await payTown(owner, ground, making, await oldDebts(owner, now))
  await useNetwork(owner, ground)
  record.services = await layLines(owner, ground)
  keep()
  await bookMoney(owner, today)
  await bookMpesaMoney(owner, ground)
  await offerToSome(owner)
  await printVouchers(owner, now)
  await openTills(owner)
  await importBank(owner, today)
  await openHotspots(owner)
  await seeToDebts(owner, today)
  await rehearseBills(owner, today)
  await promiseAvailability(owner, today)
  await relaxRoles(owner)
  await welcomeColleagues(owner, house)
}
