import { z } from 'zod'
import { defineJob, work, type Reconciler, type Worker } from '#platform/jobs.ts'
import { goOnTelling } from './commands/go-on-telling.ts'
import { remind } from './commands/remind.ts'
import { forgetConsidered } from './store.ts'

const AT_ONCE = 200
const ROUNDS_MAX = 20
const KEPT_days = 120

export const forgetOld = defineJob('notices.forget-old', z.object({}))

export const reminding: Reconciler = {
  name: 'notices.remind',
  sentence: 'Whose paid time ends is told so, once for each end.',
  close: async ({ unit, signal }) => {
    let done = 0
    for (let round = 0; round < ROUNDS_MAX && !signal.aborted; round++) {
      const looked = await unit((tx) => remind(tx, AT_ONCE))
      done += looked
      if (looked < AT_ONCE) return { done, left: 0 }
    }
    return { done, left: 1 }
  },
}

export const tellingOutages: Reconciler = {
  name: 'notices.tell-outages',
  sentence: 'Everybody at a site is told of its outage.',
  close: async ({ unit, signal }) => {
    let done = 0
    while (done < ROUNDS_MAX && !signal.aborted && (await unit(goOnTelling))) done++
    return { done, left: done === ROUNDS_MAX ? 1 : 0 }
  },
}

export const forgettingOld: Worker = work(forgetOld, ({ unit }) =>
  unit((tx) => forgetConsidered(tx, tx.now.subtract({ hours: 24 * KEPT_days }))),
)
