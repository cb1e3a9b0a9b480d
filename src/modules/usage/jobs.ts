import { z } from 'zod'
import { regionNow, settingValue } from '#modules/organization/index.ts'
import type { JobDoor, Reconciler } from '#platform/jobs.ts'
import { defineSetting } from '#platform/settings.ts'
import { decideUsage } from './commands/decide-usage.ts'
import { prepareMonths } from './commands/prepare-months.ts'
import { settleReservations } from './commands/settle-reservations.ts'
import { servicesWithExpired } from './queries/reservations.ts'
import { foldHours } from './store/hours.ts'
import { dueStandings } from './store/standings.ts'

const BATCH = 500
const FOLDED = 20_000

export const hoursKept = defineSetting({
  key: 'usage.hours-kept',
  schema: z.int().min(35).max(1100),
  default: 100,
  sentence: {
    en: 'For how many days usage is kept hour by hour; before that it is kept by the day.',
    sw: 'Kwa siku ngapi matumizi hutunzwa saa kwa saa; ya zamani zaidi hutunzwa kwa siku.',
  },
  permission: 'usage.change',
})

/** Periods end, bundles open and expire, boosts are over: what time alone changes. */
export const turningPeriods: Reconciler = {
  name: 'usage.turn-periods',
  sentence: 'Counters begin anew when their period ends, and speeds come back.',
  close: (door) =>
    inBatches(door, BATCH, async (tx) => {
      const due = await dueStandings(tx, BATCH)
      await decideUsage(tx, due)
      return due.length
    }),
}

export const releasingReservations: Reconciler = {
  name: 'usage.release-reservations',
  sentence: 'Data and time promised to sessions that never came back is given back.',
  close: (door) =>
    inBatches(door, BATCH, async (tx) => {
      const serviceIds = await servicesWithExpired(tx, BATCH)
      await settleReservations(tx, { serviceIds, which: 'expired' })
      return serviceIds.length
    }),
}

/** Keeps the table of hours as large as it must be: months made ahead, old hours added up by the day. */
export const foldingHours: Reconciler = {
  name: 'usage.fold-hours',
  sentence: 'Old hours of usage are added up by the day, and room is made for those to come.',
  cron: '20 * * * *',
  close: async (door) => {
    await door.unit((tx) => prepareMonths(tx))
    return inBatches(door, FOLDED, async (tx) => {
      const { timeZone: zone } = await regionNow(tx)
      const kept_d = await settingValue(tx, hoursKept)
      const day = tx.now.toZonedDateTimeISO(zone).startOfDay().subtract({ days: kept_d })
      return foldHours(tx, { before: day.toInstant(), zone, limit: FOLDED })
    })
  },
}

async function inBatches(door: JobDoor, full: number, work: Parameters<JobDoor['unit']>[0]) {
  const done = Number(await door.unit(work))
  return { done, left: done === full ? 1 : 0 }
}
