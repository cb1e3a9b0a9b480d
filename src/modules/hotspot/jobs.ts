import { z } from 'zod'
import { id } from '#kernel/id.ts'
import { purchasesToMake } from '#modules/payments/index.ts'
import { Refusal } from '#kernel/refusal.ts'
import { defineJob, type JobDoor, type Reconciler, work } from '#platform/jobs.ts'
import { giveBack } from './commands/give-back.ts'
import { makePurchase } from './commands/make-purchase.ts'
import { renewPassword } from './commands/renew-password.ts'
import { sweep } from './commands/sweep.ts'
import { PURPOSE } from './queries/purchases.ts'
import { whatNow } from './rules/undeliverable.ts'

export const retirePassword = defineJob('hotspot.retire-password', z.object({ serviceId: id }))
export const tidyUp = defineJob('hotspot.tidy-up', z.object({}))

const BATCH = 50

export const jobs = [
  work(retirePassword, (door, { serviceId }) => door.unit((tx) => renewPassword(tx, serviceId))),
  work(
    tidyUp,
    async (door) => {
      while (await door.unit(sweep)) door.signal.throwIfAborted()
    },
    { timeout_s: 600 },
  ),
]

/** What was paid and is not made: a try that failed, or a Kasi that was killed in between. */
export const makePaid: Reconciler = {
  name: 'hotspot.make-paid',
  sentence: 'Makes what was bought and paid at hotspots.',
  close: async (door) => {
    const asked = { purpose: PURPOSE, limit: BATCH }
    const waiting = await door.read((read) => purchasesToMake(read, asked))
    const faults: unknown[] = []
    let refused = 0
    for (const { reference, paidAt } of waiting) {
      door.signal.throwIfAborted()
      // One that cannot be made keeps no other one from it; it is found again, and staff see its money in suspense.
      await door
        .unit((tx) => makePurchase(tx, reference))
        .catch((error: unknown) => giveBackAfter(error, door, { reference, paidAt }))
        .catch((error: unknown) => {
          // The business says no for now, which is nothing broken: it is asked again, and then the money goes back.
          if (error instanceof Refusal) refused++
          else faults.push(error)
        })
    }
    const left = faults.length + refused
    if (faults.length > 0 && left === waiting.length)
      throw new Error('None of what was paid at hotspots could be made', { cause: faults[0] })
    return { done: waiting.length - left, left }
  },
}

/** What the business goes on refusing goes back to the phone that paid; else, or where that fails, there is an error still. */
async function giveBackAfter(
  error: unknown,
  { unit }: JobDoor,
  { reference, paidAt }: { reference: string; paidAt: Temporal.Instant },
): Promise<void> {
  await unit(async (tx) => {
    const failed = error instanceof Refusal ? 'refusal' : 'fault'
    const then = whatNow(failed, { paidAt, now: tx.now })
    if (then.kind !== 'give-back') throw error
    await giveBack(tx, reference, then.because)
  })
}

/** By night, when few buy. */
export const schedule = [{ job: tidyUp, cron: '23 1 * * *' }]
