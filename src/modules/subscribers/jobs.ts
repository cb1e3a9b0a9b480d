import { z } from 'zod'
import { defineJob, work, type Worker } from '#platform/jobs.ts'
import { sendSignInCode as send } from './commands/send-sign-in-code.ts'
import { forgetPortalTraces } from './store/portal.ts'

/** In the background, so that asking takes as long for a number that nobody has. */
export const sendSignInCode = defineJob(
  'subscribers.send-sign-in-code',
  z.object({ valueBlind: z.string() }),
)
export const forgetOld = defineJob('subscribers.forget-old', z.object({}))

export const sendingSignInCode: Worker = work(sendSignInCode, ({ unit }, { valueBlind }) =>
  unit((tx) => send(tx, valueBlind)),
)

const KEPT_days = 30

export const forgettingOld: Worker = work(forgetOld, ({ unit }) =>
  unit((tx) => forgetPortalTraces(tx, tx.now.subtract({ hours: 24 * KEPT_days }))),
)
