import { z } from 'zod'
import { id } from '#kernel/id.ts'
import { defineJob, work, type Worker } from '#platform/jobs.ts'
import { recordQr } from '../commands/record-qr.ts'
import type { MpesaGround } from '../jobs.ts'
import { qrToMake } from '../queries/qr.ts'
import { deleteOldQrs } from '../store/qr.ts'

export const makeQr = defineJob('payments.make-qr', z.object({ qrId: id }))

export const forgetQrs = defineJob('payments.forget-qrs', z.object({}))

export const forgettingQrs: Worker = work(forgetQrs, async ({ unit, signal }) => {
  while ((await unit((tx) => deleteOldQrs(tx, 1_000))) > 0) signal.throwIfAborted()
})

/** Asking has no effect outside, so what gave no answer is said to have failed, and may be asked for again by whoever waits. */
export function makingQrs({ mpesa }: MpesaGround): Worker {
  return work(
    makeQr,
    async ({ read, unit, signal }, { qrId }) => {
      const wanted = await read((r) => qrToMake(r, qrId))
      if (!wanted) return
      const { door, ...ask } = wanted
      const outcome = await mpesa.qr(door, ask, signal)
      await unit((tx) => recordQr(tx, qrId, outcome))
    },
    { timeout_s: 50 },
  )
}
