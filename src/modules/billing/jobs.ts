import { z } from 'zod'
import { defineJob, work, type Reconciler } from '#platform/jobs.ts'
import { recogniseRevenue } from './commands/recognise-revenue.ts'
import { renewRunningOut } from './commands/renew-running-out.ts'

const BATCH = 500

/** Before paid time ends, and after a time in which nothing ran, wallets pay for what comes next. */
export const renewing: Reconciler = {
  name: 'billing.renew-running-out',
  sentence: 'Services whose paid time ends are renewed from the wallet before they are cut.',
  close: async (door) => {
    const done = await door.unit((tx) => renewRunningOut(tx, { limit: BATCH }))
    return { done, left: done === BATCH ? 1 : 0 }
  },
}

export const recognise = defineJob('billing.recognise-revenue', z.object({}))

export const jobs = [work(recognise, (door) => door.unit(recogniseRevenue))]

/** Soon after midnight in Nairobi. */
export const schedule = [{ job: recognise, cron: '5 21 * * *' }]
