import { z } from 'zod'
import { id } from '#kernel/id.ts'
import {
  defineJob,
  wake,
  work,
  type JobDoor,
  type Reconciler,
  type Worker,
} from '#platform/jobs.ts'
import { beginAsking } from './commands/begin-asking.ts'
import { compareLines } from './commands/compare-lines.ts'
import { finishComparing } from './commands/finish-comparing.ts'
import { noticeQuietHours } from './commands/notice-quiet-hours.ts'
import { statementsToCompare } from './queries/statement-work.ts'
import { beginLookingAfter } from './commands/begin-looking-after.ts'
import { beginPayOut } from './commands/begin-pay-out.ts'
import { payOutsToLookAfter } from './queries/payouts.ts'
import { beginAskingAbout } from './commands/begin-asking-about.ts'
import { bookPulled } from './commands/book-pulled.ts'
import { recordAsked } from './commands/record-asked.ts'
import { recordLook } from './commands/record-look.ts'
import { recordTaken } from './commands/record-taken.ts'
import { settleClaim } from './commands/settle-claim.ts'
import { recordRegistered } from './commands/record-registered.ts'
import { readConfirmations } from './commands/read-confirmations.ts'
import { readTelling } from './commands/read-telling.ts'
import type { Mpesa } from './outside/mpesa/port.ts'
import { claimsAnswered, claimsToSettle } from './queries/claims.ts'
import { hurryClaims } from './store/claims.ts'
import { putOffTelling } from './store/mpesa.ts'
import { doorOfShortcode, pullsToDo, type PullToDo } from './queries/doors.ts'
import { promptsToLookAt, tellingsToRead, type PromptToLookAt } from './queries/mpesa-work.ts'
import { answerUrls, hookUrls } from './rules/hook-urls.ts'

export const askPhone = defineJob('payments.ask-phone', z.object({ promptId: id }))
export const registerAtMpesa = defineJob(
  'payments.register-at-mpesa',
  z.object({ shortcodeId: id, phone: z.string().nullable() }),
)
export const pullPayments = defineJob('payments.pull', z.object({}))
export const payOut = defineJob(
  'payments.pay-out',
  z.object({ conversationId: id, phone: z.string() }),
)
export const expectMoney = defineJob('payments.expect-money', z.object({}))
export const askAboutClaim = defineJob('payments.ask-about-claim', z.object({ claimId: id }))

export type MpesaGround = {
  readonly mpesa: Mpesa
  /** The address at which the world reaches us. */
  readonly origin: () => URL
}

/** A unit costs the same sixty questions for one and for all of them, so that whatever waits is booked in one. */
const READ_AT_ONCE = 200
const BOOK_IN_PARTS = 20
const LOOK_AT_ONCE = 20
/** Prompts are asked about side by side, so that one that hangs keeps nobody waiting. */
const LANES = 5

/** Sends a prompt. Once: what may have been sent is never sent again. */
export function askingPhones({ mpesa, origin }: MpesaGround): Worker {
  return work(
    askPhone,
    async ({ unit, signal }, { promptId }) => {
      const begun = await unit((tx) => beginAsking(tx, promptId))
      if (!begun) return
      const { door, hookSecret, ...ask } = begun
      const { prompt: callbackUrl } = hookUrls(origin(), hookSecret)
      const outcome = await mpesa.push(door, { ...ask, callbackUrl }, signal)
      await unit((tx) => recordAsked(tx, promptId, outcome))
    },
    { timeout_s: 50 },
  )
}

export const readingTellings: Reconciler = {
  name: 'payments.read-tellings',
  sentence: 'What Safaricom tells of payments is booked.',
  close: async (door) => {
    let all = 0
    // What came meanwhile is read as well: woken while it runs, a reconciler waits for the queue's next look.
    for (let round = 0; round < ROUNDS_MAX && !door.signal.aborted; round++) {
      const { done, left } = await readSome(door)
      all += done
      if (done === 0) return { done: all, left }
    }
    return { done: all, left: 1 }
  },
}
const ROUNDS_MAX = 50

async function readSome(door: JobDoor): Promise<{ done: number; left: number }> {
  const due = await door.read((read) => tellingsToRead(read, READ_AT_ONCE))
  let done = due.length === 0 ? 0 : await book(door, due)
  const alone =
    done < due.length ? await door.read((read) => tellingsToRead(read, READ_AT_ONCE)) : []
  const failures: unknown[] = []
  for (const tellingId of alone.filter((one) => due.includes(one))) {
    if (door.signal.aborted) break
    try {
      await door.unit((tx) => readTelling(tx, tellingId))
      done++
    } catch (error) {
      failures.push(error)
      await door.unit((tx) => putOffTelling(tx, tellingId))
    }
  }
  if (done > 0) await hurryAnswered(door)
  if (failures.length > 0) throw failures[0]
  return { done, left: due.length === READ_AT_ONCE ? 1 : 0 }
}

/** How many of these were booked together. Where one breaks them all, they are booked in parts: it keeps few waiting until it is read alone. */
async function book(door: JobDoor, tellingIds: readonly string[]): Promise<number> {
  const [booked] = await Promise.allSettled([door.unit((tx) => readConfirmations(tx, tellingIds))])
  if (booked.status === 'fulfilled') return booked.value
  let done = 0
  if (tellingIds.length > BOOK_IN_PARTS)
    for (let from = 0; from < tellingIds.length && !door.signal.aborted; from += BOOK_IN_PARTS)
      done += await book(door, tellingIds.slice(from, from + BOOK_IN_PARTS))
  return done
}

/** Whoever claimed what came just now waits no longer. */
async function hurryAnswered(door: JobDoor): Promise<void> {
  const answered = await door.read(claimsAnswered)
  if (answered.length === 0) return
  await door.unit(async (tx) => {
    await hurryClaims(tx, answered)
    wake(tx, settlingClaims.name)
  })
}

/** Asks M-Pesa about a receipt that somebody claims and that nobody told us of. Asking twice does no harm. */
export function askingAboutClaims({ mpesa, origin }: MpesaGround): Worker {
  return work(
    askAboutClaim,
    async ({ unit, signal }, { claimId }) => {
      const asking = await unit((tx) => beginAskingAbout(tx, claimId))
      for (const { conversationId, receipt, door, hookSecret } of asking) {
        const urls = answerUrls(origin(), hookSecret, conversationId)
        const outcome = await mpesa.transactionStatus(door, { about: { receipt }, ...urls }, signal)
        await unit((tx) => recordTaken(tx, conversationId, outcome))
      }
    },
    { timeout_s: 120, attempts: 2 },
  )
}

/** Sends a refund to a phone. Once: what may have been sent is looked after, and never sent again. */
export function payingOut({ mpesa, origin }: MpesaGround): Worker {
  return work(
    payOut,
    async ({ unit, signal }, { conversationId, phone }) => {
      const begun = await unit((tx) => beginPayOut(tx, conversationId))
      if (!begun) return
      const { door, hookSecret, shillings } = begun
      const outcome = await mpesa.payOut(
        door,
        {
          ...{ originator: conversationId, phone: phone.replace('+', ''), shillings },
          ...{ remarks: 'Refund', ...answerUrls(origin(), hookSecret, conversationId) },
        },
        signal,
      )
      await unit((tx) => recordTaken(tx, conversationId, outcome))
    },
    { timeout_s: 50 },
  )
}

export function lookingAfterPayOuts({ mpesa, origin }: MpesaGround): Reconciler {
  return {
    name: 'payments.look-after-pay-outs',
    sentence:
      'Payouts of which nothing was heard are asked about until M-Pesa says what became of them.',
    close: async (door) => {
      const due = await door.read((read) => payOutsToLookAfter(read, LOOK_AT_ONCE))
      for (const payOutId of due) {
        const looking = await door.unit((tx) => beginLookingAfter(tx, payOutId))
        if (!looking) continue
        const { conversationId, hookSecret } = looking
        const outcome = await mpesa.transactionStatus(
          looking.door,
          { about: { originator: payOutId }, ...answerUrls(origin(), hookSecret, conversationId) },
          door.signal,
        )
        await door.unit((tx) => recordTaken(tx, conversationId, outcome))
      }
      return { done: due.length, left: due.length === LOOK_AT_ONCE ? 1 : 0 }
    },
  }
}

export const settlingClaims: Reconciler = {
  name: 'payments.settle-claims',
  sentence: 'Receipts that people claim become theirs as soon as M-Pesa has told of them.',
  close: async (door) => {
    const due = await door.read((read) => claimsToSettle(read, LOOK_AT_ONCE))
    for (const claimId of due) await door.unit((tx) => settleClaim(tx, claimId))
    return { done: due.length, left: due.length === LOOK_AT_ONCE ? 1 : 0 }
  },
}

const LINES_AT_ONCE = 50

export const comparingStatements: Reconciler = {
  name: 'payments.compare-statements',
  sentence: 'Lines of imported statements are compared with the books.',
  close: async (door) => {
    let done = 0
    for (const statementId of await door.read(statementsToCompare)) {
      while (!door.signal.aborted) {
        const compared = await door.unit((tx) => compareLines(tx, statementId, LINES_AT_ONCE))
        done += compared
        if (compared === 0) {
          await door.unit((tx) => finishComparing(tx, statementId))
          break
        }
      }
    }
    return { done, left: 0 }
  },
}

export const expectingMoney = work(expectMoney, ({ unit }) => unit(noticeQuietHours))

export function lookingAfterPrompts({ mpesa }: MpesaGround): Reconciler {
  return {
    name: 'payments.look-after-prompts',
    sentence:
      'Prompts of which nothing was heard are asked about until M-Pesa says what became of them.',
    close: async (door) => {
      const due = await door.read((read) => promptsToLookAt(read, LOOK_AT_ONCE))
      const waiting = [...due]
      const lane = async () => {
        for (let one = waiting.shift(); one; one = waiting.shift()) await lookAt(one, mpesa, door)
      }
      await Promise.all(Array.from({ length: LANES }, lane))
      return { done: due.length, left: due.length === LOOK_AT_ONCE ? 1 : 0 }
    },
  }
}

async function lookAt({ prompt, door }: PromptToLookAt, mpesa: Mpesa, job: JobDoor): Promise<void> {
  const { id: promptId, checkoutId, now } = prompt
  const outcome =
    prompt.state === 'open' && checkoutId !== null
      ? await mpesa.pushStatus(door, checkoutId, now, job.signal)
      : undefined
  await job.unit((tx) => recordLook(tx, promptId, outcome))
}

/** Tells Safaricom where to find us. Both calls may be made again: what is registered already is fine. */
export function registeringAtMpesa({ mpesa, origin }: MpesaGround): Worker {
  return work(
    registerAtMpesa,
    async ({ read, unit, signal }, { shortcodeId, phone }) => {
      const { door, hookSecret } = await read((r) => doorOfShortcode(r, shortcodeId))
      const { confirm, validate } = hookUrls(origin(), hookSecret)
      const urls = await mpesa.registerUrls(
        door,
        {
          ...{ confirmation: confirm, validation: validate },
          whenSilent: 'Completed',
          version: 'v2',
        },
        signal,
      )
      const pull =
        phone === null
          ? undefined
          : await mpesa.registerPull(door, { phone: phone.replace('+', ''), url: confirm }, signal)
      await unit((tx) => recordRegistered(tx, shortcodeId, { urls, pull }))
    },
    { attempts: 1 },
  )
}

/** Asks each shortcode for what was paid since it was last asked, so that a callback that was lost is not money that is lost. */
export function pulling({ mpesa }: MpesaGround): Worker {
  return work(
    pullPayments,
    async (door) => {
      const todo = await door.read(pullsToDo)
      const failures = await Promise.allSettled(todo.map((one) => pullOne(one, mpesa, door)))
      const failed = failures.find((one) => one.status === 'rejected')
      if (failed) throw failed.reason
    },
    { timeout_s: 300, attempts: 2 },
  )
}

async function pullOne({ shortcodeId, door, from, to }: PullToDo, mpesa: Mpesa, job: JobDoor) {
  let missed = 0
  for (let offset = 0; ;) {
    const page = await mpesa.pull(door, { from, to, offset }, job.signal)
    if (page.kind !== 'done') {
      await job.unit((tx) => bookPulled(tx, { shortcodeId, rows: [], failed: page.said }))
      return
    }
    const isLast = page.done.length === 0
    missed += await job.unit((tx) =>
      bookPulled(tx, { shortcodeId, rows: page.done, ...(isLast && { upTo: to, missed }) }),
    )
    if (isLast) return
    offset += page.done.length
  }
}
