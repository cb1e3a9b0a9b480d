import { z } from 'zod'
import { id } from '#kernel/id.ts'
import { defineJob, work, type Worker } from '#platform/jobs.ts'
import { answerResetRequest } from './commands/answer-reset-request.ts'
import { forgetOldTraces } from './commands/forget-old-traces.ts'
import type { Mail } from './outside/mail/port.ts'
import { openMail } from './queries/mail.ts'
import { deleteMail } from './store.ts'

export const sendMail = defineJob('staff.send-mail', z.object({ mailId: id }))
export const answerReset = defineJob(
  'staff.answer-reset-request',
  z.object({ emailBlind: z.string() }),
)
export const forgetOld = defineJob('staff.forget-old-traces', z.object({}))

/** Hands a letter to the mail server and forgets it. A letter may arrive twice, never not at all. */
export function sendingMail(mail: Mail): Worker {
  return work(sendMail, async ({ unit, read, signal }, { mailId }) => {
    const letter = await read((r) => openMail(r, mailId))
    if (!letter) return
    await mail.send({ ...letter, id: mailId }, signal)
    await unit((tx) => deleteMail(tx, mailId))
  })
}

/**
 * Looks for the member behind an address in the background, so that asking takes as long for an
 * address that nobody has.
 */
export const answeringReset: Worker = work(answerReset, ({ unit }, { emailBlind }) =>
  unit((tx) => answerResetRequest(tx, emailBlind)),
)

export const forgettingOld: Worker = work(forgetOld, ({ unit }) => unit(forgetOldTraces))
