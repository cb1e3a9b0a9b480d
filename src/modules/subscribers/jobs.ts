import { z } from 'zod'
import { defineJob, work, type Reconciler, type Worker } from '#platform/jobs.ts'
import { sendSignInCode as send } from './commands/send-sign-in-code.ts'
import { hashPhones } from './commands/hash-phones.ts'
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

const HASHED_AT_ONCE = 500

/** Contacts that were kept before payers were told by hashes of their phones. */
export const hashingPhones: Reconciler = {
  name: 'subscribers.hash-phones',
  sentence: 'Phones of contacts are found by the hash and the ends that M-Pesa tells of payers.',
  close: async ({ unit }) => {
    const done = await unit((tx) => hashPhones(tx, HASHED_AT_ONCE))
    return { done, left: done === HASHED_AT_ONCE ? 1 : 0 }
  },
}
