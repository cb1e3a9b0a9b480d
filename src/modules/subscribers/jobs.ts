import { z } from 'zod'
import { defineJob, work, type Reconciler, type Worker } from '#platform/jobs.ts'
import { sendSignInCode as send } from './commands/send-sign-in-code.ts'
import { recordGoogleAnswer } from './commands/record-google-answer.ts'
import { hashPhones } from './commands/hash-phones.ts'
import type { Google } from './outside/google.ts'
import { googleCall } from './queries/portal-ways.ts'
import { forgetPortalTraces } from './store/portal.ts'
import { forgetPortalTries } from './store/portal-ways.ts'

/** In the background, so that asking takes as long for a number that nobody has. */
export const sendSignInCode = defineJob(
  'subscribers.send-sign-in-code',
  z.object({ valueBlind: z.string() }),
)
export const forgetOld = defineJob('subscribers.forget-old', z.object({}))

export const sendingSignInCode: Worker = work(sendSignInCode, ({ unit }, { valueBlind }) =>
  unit((tx) => send(tx, valueBlind)),
)

/** Of a browser that Google sent back: nobody waits for the world in a unit. */
export const askGoogle = defineJob('subscribers.ask-google', z.object({ tryId: z.string() }))

/** A code is good once at Google, so a second run only finds that it was used. */
export const askingGoogle = (google: Google): Worker =>
  work(
    askGoogle,
    async ({ read, unit, signal }, { tryId }) => {
      const call = await read((look) => googleCall(look, tryId))
      if (!call) return
      const claims = await google.ask(call.door, call.given, signal)
      await unit((tx) => recordGoogleAnswer(tx, { tryId, claims }))
    },
    { attempts: 3, timeout_s: 30 },
  )

const KEPT_days = 30
/** What a try held is worth nothing once it is over. */
const TRIES_KEPT_days = 2

export const forgettingOld: Worker = work(forgetOld, ({ unit }) =>
  unit(async (tx) => {
    await forgetPortalTraces(tx, tx.now.subtract({ hours: 24 * KEPT_days }))
    await forgetPortalTries(tx, tx.now.subtract({ hours: 24 * TRIES_KEPT_days }))
  }),
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
