import { newId } from '#kernel/id.ts'
import { system } from '#kernel/actor.ts'
import type { Client } from '#kernel/client.ts'
import { listServices } from '#modules/services/contract.ts'
import { countUsage, prepareMonths, type SessionUsage } from '#modules/usage/index.ts'
import { readServiceUsage } from '#modules/usage/contract.ts'
import type { Ground } from '../ground.ts'
import { dice } from './townspeople.ts'

const ZONE = 'Africa/Nairobi'
const DAYS = 31
const PER_UNIT = 40
const GB = 1_000_000_000
/** When people are online: hours of the day, and their share of its usage in percent. */
const TIMES = [
  { from: 6, to: 9, share: 15 },
  { from: 12, to: 15, share: 20 },
  { from: 18, to: 23, share: 65 },
] as const

/** A month of usage for every active service: a few use very much, most a little, weekends more. */
export async function useNetwork(owner: Client, ground: Ground): Promise<void> {
  const origin = { actor: system('demo'), name: 'demo.use-network' }
  await ground.units.unit(origin, (tx) => prepareMonths(tx, 3))
  const services = await activeServices(owner)
  const roll = dice(20_261_124)
  for (let first = 0; first < services.length; first += PER_UNIT) {
    const some = services.slice(first, first + PER_UNIT)
    const heavy = some.map(() => appetite(roll))
    // One that was killed half way goes on with the first services that have used nothing.
    if (await hasUsed(owner, some[0])) continue
    await ground.units.unit(origin, async (tx) => {
      const today = tx.now.toZonedDateTimeISO(ZONE).toPlainDate()
      const deltas = some.flatMap((serviceId, place) =>
        monthsOf(serviceId, { today, daily_GB: heavy[place] ?? 1, roll }),
      )
      await countUsage(
        tx,
        deltas.map((delta) => ({ ...delta, sessionId: newId(tx.now) })),
      )
    })
  }
}

async function activeServices(owner: Client): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const page = await owner.call(listServices, {
      ...{ status: ['active'], limit: 200, sort: 'requestedAt' },
      ...(cursor && { cursor }),
    })
    ids.push(...page.items.map(({ id }) => id))
    cursor = page.next ?? undefined
  } while (cursor)
  return ids
}

async function hasUsed(owner: Client, serviceId: string | undefined): Promise<boolean> {
  if (!serviceId) return true
  const { lastMonth } = await owner.call(readServiceUsage, { serviceId })
  return lastMonth.down !== '0'
}

/** Gigabytes a day: half of all services use less than two, one in ten more than twelve. */
function appetite(roll: (sides: number) => number): number {
  const luck = roll(100)
  if (luck < 50) return 0.3 + roll(17) / 10
  return luck < 90 ? 2 + roll(60) / 10 : 12 + roll(20)
}

function monthsOf(
  serviceId: string,
  about: { today: Temporal.PlainDate; daily_GB: number; roll: (sides: number) => number },
): Omit<SessionUsage, 'sessionId'>[] {
  const { today, daily_GB, roll } = about
  return Array.from({ length: DAYS }, (_, back) => today.subtract({ days: back + 1 })).flatMap(
    (day) => {
      const weekend = day.dayOfWeek >= 6 ? 1.5 : 1
      return TIMES.map(({ from, to, share }) => {
        const down = Math.round((daily_GB * GB * weekend * share * (50 + roll(100))) / 10_000)
        const at = (hour: number) =>
          day.toZonedDateTime({ timeZone: ZONE, plainTime: { hour } }).epochMilliseconds
        return {
          ...{ serviceId, from_ms: at(from), to_ms: at(to) },
          ...{ down: BigInt(down), up: BigInt(Math.round(down / 9)) },
        }
      })
    },
  )
}
