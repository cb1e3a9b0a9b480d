import type { Clock } from '#platform/clock.ts'
import { stopwatch } from '#platform/clock.ts'
import { work, type JobDoor, type Worker } from '#platform/jobs.ts'
import { ForbiddenAddress, postOutside, type OutboundAnswer } from '#platform/outbound.ts'
import type { Read } from '#platform/tx.ts'
import { recordTry } from './commands/record-try.ts'
import { deliverWebhook, forgetDeliveries } from './job-types.ts'
import type { Result } from './rules/schedule.ts'
import { signedHeaders } from './rules/signature.ts'
import {
  BODY_SEALED,
  deleteOldDeliveries,
  OLD_SECRET_SEALED,
  SECRET_SEALED,
  updateDelivery,
  URL_SEALED,
} from './store.ts'

const TIMEOUT_MS = 15_000
const ANSWER_BYTES = 4096
/** Long enough to see what a partner missed over a holiday. */
const KEPT_DAYS = 30

export type Outside = {
  readonly clock: Clock
  readonly allowPrivate: boolean
  readonly hosts?: readonly string[] | undefined
}

/** Sends one message: reads what is to be sent, sends it, writes down what came of it. */
export function deliver(outside: Outside): Worker {
  return work(
    deliverWebhook,
    async (door, { deliveryId }) => {
      const message = await door.read((read) => readMessage(read, deliveryId))
      if (!message) return
      if (message.state === 'off') return giveUp(door, deliveryId)
      const at = outside.clock.now()
      const elapsed_ms = stopwatch()
      const { result, answer } = await attempt(message, at, outside, door.signal)
      // Stopped by the drain: nobody knows whether it arrived, so it is sent again under the same id.
      if (door.signal.aborted) throw door.signal.reason
      const duration_ms = Math.round(elapsed_ms())
      const made = { deliveryId, webhookId: message.webhookId, at, duration_ms, result, answer }
      await door.unit((tx) => recordTry(tx, { ...made, chance: Math.random() }))
    },
    { timeout_s: 30 },
  )
}

export const forget: Worker = work(forgetDeliveries, async (door) => {
  while (!door.signal.aborted && (await door.unit((tx) => deleteOldDeliveries(tx, KEPT_DAYS))));
})

type Message = {
  id: string
  webhookId: string
  state: string
  url: string
  body: string
  secrets: string[]
}

async function readMessage(read: Read, deliveryId: string): Promise<Message | undefined> {
  const row = await read.sql
    .selectFrom('platform.webhook_delivery as d')
    .innerJoin('platform.webhook as w', 'w.id', 'd.webhook_id')
    .selectAll('w')
    .select(['d.body_sealed'])
    .where('d.id', '=', deliveryId)
    .where('d.state', '=', 'waiting')
    .executeTakeFirst()
  if (!row) return
  const { vault, now } = read
  const secrets = [vault.open({ ...SECRET_SEALED, row: row.id }, row.secret_sealed)]
  const isOldGood = row.old_secret_until && Temporal.Instant.compare(now, row.old_secret_until) < 0
  if (isOldGood && row.old_secret_sealed !== null)
    secrets.push(vault.open({ ...OLD_SECRET_SEALED, row: row.id }, row.old_secret_sealed))
  return {
    id: deliveryId,
    webhookId: row.id,
    state: row.state,
    url: vault.open({ ...URL_SEALED, row: row.id }, row.url_sealed),
    body: vault.open({ ...BODY_SEALED, row: deliveryId }, row.body_sealed),
    secrets,
  }
}

async function giveUp(door: JobDoor, deliveryId: string): Promise<void> {
  const last_error = 'The webhook is off.'
  await door.unit((tx) =>
    updateDelivery(tx, deliveryId, { state: 'failed', next_at: null, last_error }),
  )
}

async function attempt(
  { id: message, url, body, secrets }: Message,
  at: Temporal.Instant,
  { allowPrivate, hosts }: Outside,
  signal: AbortSignal,
): Promise<{ result: Result; answer: string | null }> {
  try {
    const answer = await postOutside({
      url,
      body,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Kasi-Webhooks/1',
        ...signedHeaders({ id: `msg_${message}`, at, body, secrets }),
      },
      timeout_ms: TIMEOUT_MS,
      answerBytes: ANSWER_BYTES,
      signal,
      allowPrivate,
      hosts,
    })
    return { result: resultOf(answer), answer: answer.text.replaceAll('\u0000', '') }
  } catch (error) {
    return { result: { status: null, error: wordsOf(error) }, answer: null }
  }
}

function resultOf({ status, headers }: OutboundAnswer): Result {
  if (status >= 200 && status < 300) return { status, error: null }
  const retryAfter_s = Number(headers['retry-after'])
  const error =
    status >= 300 && status < 400
      ? `Answered ${status}: redirects are not followed. Enter the final address.`
      : `Answered ${status}.`
  return { status, error, ...(retryAfter_s > 0 && { retryAfter_s }) }
}

/** Errors of the network in words for staff; their codes are for us. */
function wordsOf(error: unknown): string {
  if (error instanceof ForbiddenAddress) return error.message
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'Its host name is not known.'
    case 'ECONNREFUSED':
      return 'Nothing listens there: the connection was refused.'
    case 'ECONNRESET':
      return 'The other side broke the connection.'
    default:
      if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code))
        return `Its TLS certificate is not good (${code}).`
      return error instanceof Error ? error.message.slice(0, 300) : 'It failed.'
  }
}
