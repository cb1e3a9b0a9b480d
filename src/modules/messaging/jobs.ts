import { z } from 'zod'
import { id } from '#kernel/id.ts'
import { settingValue } from '#modules/organization/index.ts'
import type { Mail } from '#modules/staff/index.ts'
import type { Enclosed, Enclosure } from '#platform/enclosures.ts'
import { defineJob, work, type JobDoor, type Reconciler, type Worker } from '#platform/jobs.ts'
import { applyReport } from './commands/apply-report.ts'
import { recordTry } from './commands/record-try.ts'
import { lookSoon } from './commands/look-soon.ts'
import { takeDueMessages, type Parcel } from './commands/take-due-messages.ts'
import type { Carriers, Outcome } from './outside/port.ts'
import type { Push } from './outside/push.ts'
import { reportsToAsk } from './queries/gateways.ts'
import { ispForMail } from './queries/words.ts'
import { daysKept } from './queries/settings.ts'
import { letterFor } from './rules/letter.ts'
import { deletePushAddress } from './store/addresses.ts'
import { askAgainLater } from './store/reports.ts'
import { forgetMessages } from './store.ts'

export const deliver = defineJob('messaging.deliver', z.object({ messageId: id }))
export const forgetOld = defineJob('messaging.forget-old', z.object({}))

export type MessagingGround = {
  readonly mail: Mail
  readonly push: Push
  readonly carriers: Carriers
  /** What all rooms can enclose, asked when needed. */
  readonly enclosures: () => readonly Enclosure[]
  /** The address at which the world reaches us. */
  readonly origin: () => URL
}

const TAKEN_AT_ONCE = 40
/** Handed over side by side: a gateway that hangs has some of these for ten seconds, and then rests. */
const LANES = 8
const ROUNDS_MAX = 25
const ASKED_AT_ONCE = 50

/** One that somebody waits for. */
export function delivering(ground: MessagingGround): Worker {
  return work(deliver, async (door, { messageId }) => {
    const parcels = await door.unit((tx) => takeDueMessages(tx, { limit: 1, only: messageId }))
    const faults = await handOverAll(parcels, ground, door)
    if (faults.length > 0) throw faults[0]
  })
}

export function sendingWaiting(ground: MessagingGround): Reconciler {
  return {
    name: 'messaging.send-waiting',
    sentence: 'What was said is sent, and tried again by another way where one does not work.',
    close: async (door) => {
      let [done, left] = [0, 1]
      const faults: unknown[] = []
      for (let round = 0; round < ROUNDS_MAX && !door.signal.aborted; round++) {
        const parcels = await door.unit((tx) => takeDueMessages(tx, { limit: TAKEN_AT_ONCE }))
        if (parcels.length === 0) {
          left = 0
          break
        }
        faults.push(...(await handOverAll(parcels, ground, door)))
        done += parcels.length
      }
      if (faults.length > 0) throw faults[0]
      return { done, left }
    },
  }
}

/** Side by side. What broke with one of them keeps no other waiting, and is answered. */
async function handOverAll(parcels: readonly Parcel[], ground: MessagingGround, door: JobDoor) {
  const waiting = [...parcels]
  const faults: unknown[] = []
  const lane = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift())
      faults.push(...(await handOver(one, ground, door)))
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  return faults
}

/** What is broken here, as a paper that cannot be made, is to its message like a gateway in trouble: tried again, then by its next way. */
async function handOver(
  parcel: Parcel,
  ground: MessagingGround,
  { unit, read, signal }: JobDoor,
): Promise<unknown[]> {
  const { messageId, channel, door } = parcel
  const faults: unknown[] = []
  const outcome = await tryOnce(parcel, ground, { unit, read, signal }).catch(
    (fault: unknown): Outcome => {
      signal.throwIfAborted()
      faults.push(fault)
      return { kind: 'trouble', said: fault instanceof Error ? fault.message : String(fault) }
    },
  )
  await unit((tx) =>
    outcome === 'not-yet'
      ? lookSoon(tx, messageId)
      : recordTry(tx, {
          ...{ messageId, channel, outcome, gatewayId: door?.id ?? null },
          isAsked: door !== undefined && ground.carriers[door.kind].askReport !== undefined,
        }),
  )
  return faults
}

async function tryOnce(
  parcel: Parcel,
  { mail, push: pusher, carriers, origin, enclosures }: MessagingGround,
  { unit, read, signal }: Pick<JobDoor, 'unit' | 'read' | 'signal'>,
): Promise<Outcome | 'not-yet'> {
  const { messageId, channel, to, said, language, door, push, encloses } = parcel
  if (channel === 'email') {
    if (to.email === null) return { kind: 'refused', why: 'no-address', said: '' }
    if (await isPaperComing(parcel, enclosures(), read)) return 'not-yet'
    const isp = await read(ispForMail)
    const letter = letterFor(said, { name: to.name, language, isp })
    const encloseds = encloses ? await made(encloses, language, enclosures(), read) : []
    return mail.send({ id: messageId, to: to.email, ...letter, encloseds }, signal).then(
      () => ({ kind: 'taken' }),
      (error: unknown) => {
        signal.throwIfAborted()
        return mailTrouble(error)
      },
    )
  }
  if (push) {
    const from = { keys: push.keys, subject: origin().href }
    const outcomes = await Promise.all(
      push.addresses.map(async (address) => {
        const said_ = { title: said.subject, body: said.text, id: messageId }
        const came = await pusher.send(address, said_, from, signal)
        if (came === 'gone') await unit((tx) => deletePushAddress(tx, address))
        return came
      }),
    )
    if (outcomes.includes('taken')) return { kind: 'taken' }
    return outcomes.includes('trouble')
      ? { kind: 'trouble', said: 'The push service did not take it.' }
      : { kind: 'refused', why: 'no-address', said: 'No browser is told any more.' }
  }
  if (!door || to.phone === null) return { kind: 'refused', why: 'no-address', said: '' }
  return carriers[door.kind].send(
    door,
    { id: messageId, to: to.phone, text: said.text, language },
    signal,
  )
}

/** What is told is told, also where its paper cannot be made any more. */
async function made(
  { name, id: of }: NonNullable<Parcel['encloses']>,
  language: 'en' | 'sw',
  enclosures: readonly Enclosure[],
  read: JobDoor['read'],
): Promise<Enclosed[]> {
  const maker = enclosures.find((enclosure) => enclosure.name === name)
  const paper = maker && (await read((r) => maker.make(r, { id: of, language })))
  return paper ? [paper] : []
}

/** For what is missing of a paper no letter waits longer than this. */
const WAITS_s = 20

/** Whether a part of its paper is on its way, and it is worth waiting for that. */
async function isPaperComing(
  { encloses, writtenAt }: Parcel,
  enclosures: readonly Enclosure[],
  read: JobDoor['read'],
): Promise<boolean> {
  if (!encloses) return false
  const isComing = enclosures.find(({ name }) => name === encloses.name)?.isComing
  if (!isComing) return false
  return read(
    async (r) =>
      Temporal.Instant.compare(r.now, writtenAt.add({ seconds: WAITS_s })) < 0 &&
      (await isComing(r, encloses.id)),
  )
}

/** A mail server that says 5xx means this address; anything else is about itself (RFC 5321 §4.2.1). */
function mailTrouble(error: unknown): Outcome {
  const said = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0
  return code >= 550 && code < 560
    ? { kind: 'refused', why: 'bad-address', said }
    : { kind: 'trouble', said }
}

/** Gateways that tell nothing by themselves are asked what became of what they took. */
export function askingReports({ carriers }: MessagingGround): Reconciler {
  return {
    name: 'messaging.ask-reports',
    sentence: 'Gateways that do not report by themselves are asked what became of a message.',
    close: async ({ read, unit, signal }) => {
      const due = await read((r) => reportsToAsk(r, ASKED_AT_ONCE))
      const waiting = [...due]
      const lane = async () => {
        for (let one = waiting.shift(); one; one = waiting.shift()) {
          const { attemptId, providerId, door } = one
          const report = await carriers[door.kind].askReport?.(door, providerId, signal)
          await unit((tx) =>
            report ? applyReport(tx, door.id, report) : askAgainLater(tx, attemptId),
          )
        }
      }
      await Promise.all(Array.from({ length: 4 }, lane))
      return { done: due.length, left: due.length === ASKED_AT_ONCE ? 1 : 0 }
    },
  }
}

export const forgettingOld: Worker = work(forgetOld, async ({ unit }) => {
  for (let count = 1000; count === 1000;)
    count = await unit(async (tx) => {
      const days = await settingValue(tx, daysKept)
      return forgetMessages(tx, tx.now.subtract({ hours: 24 * days }))
    })
})
