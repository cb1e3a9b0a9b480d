import { newId } from '#kernel/id.ts'
import { plainSms, type Channel, type MessageClass } from '#kernel/message.ts'
import { settingValue } from '#modules/organization/index.ts'
import type { Enclosure } from '#platform/enclosures.ts'
import { wake } from '#platform/jobs.ts'
import type { MessageTemplate } from '#platform/templates.ts'
import type { Read, Tx } from '#platform/tx.ts'
import type { Language, MessageWhy } from '../contract.ts'
import { deliver } from '../jobs.ts'
import { carriedNow, codesTo, optedOutAmong, pushedAmong } from '../queries/reach.ts'
import { channelOrder, hoursNow } from '../queries/settings.ts'
import { speakerNow } from '../queries/words.ts'
import { mayHaveCode } from '../rules/code-limit.ts'
import { mayGoAt } from '../rules/hours.ts'
import { waysFor } from '../rules/ways.ts'
import { insertMessages, type NewMessage, type Said } from '../store.ts'

export type MessageTo = {
  /** Whose browsers are told, and on whose page it stands. */
  readonly subscriberId?: string | null
  readonly name?: string | null
  /** E.164, for SMS and WhatsApp. */
  readonly phone?: string | null
  readonly email?: string | null
  readonly language: Language
}

export type MessageToSend = {
  /** Names the cause: of one there is one message, however often this is called. */
  readonly key: string
  readonly to: MessageTo
  readonly says:
    | { readonly template: MessageTemplate; readonly values: Readonly<Record<string, string>> }
    | {
        readonly purpose: string
        readonly class: MessageClass
        readonly text: string
        readonly subject: string
      }
  /** A paper that goes with it where it goes by e-mail: a name that some room declares, and which one. */
  readonly encloses?: { readonly name: Enclosure['name']; readonly id: string }
  /** By which channels, first to last; those of the setting unless said. */
  readonly channels?: readonly Channel[]
  readonly notBefore?: Temporal.Instant
  /** Worth nothing after that. Ten minutes for a code, else a day or two. */
  readonly until?: Temporal.Instant
  readonly onlyGatewayId?: string
  readonly againOf?: string
}

/** A code is of use where somebody looks at a phone. */
const CODE_CHANNELS: readonly Channel[] = ['sms', 'whatsapp', 'email']
const LIFE: Record<MessageClass, { minutes: number }> = {
  code: { minutes: 10 },
  transactional: { minutes: 2 * 24 * 60 },
  service: { minutes: 24 * 60 },
  promotional: { minutes: 24 * 60 },
}

/**
 * Says something to each of these: the one door for everything that leaves the house. Written down here and sent once this unit
 * has committed; one whose cause is known already is not written again. Never refuses: who cannot be reached has a
 * message that says why.
 */
export async function sendMessages(tx: Tx, messages: readonly MessageToSend[]): Promise<void> {
  if (messages.length === 0) return
  const ground = await groundFor(tx, messages)
  const written: NewMessage[] = []
  for (const [place, message] of messages.entries())
    written.push(await compose(tx, message, place, ground))
  const isNew = await insertMessages(tx, written)
  for (const { id, class: kind, state, look_at: at } of written) {
    if (!isNew.has(id) || state !== 'waiting') continue
    // Somebody waits for these; a crowd of reminders is sent from one job, in turn.
    if ((kind === 'code' || kind === 'transactional') && at?.equals(tx.now))
      tx.later(deliver, { messageId: id })
    else wake(tx, 'messaging.send-waiting')
  }
}

async function groundFor(read: Read, messages: readonly MessageToSend[]) {
  const names = messages.flatMap(({ says }) => ('template' in says ? [says.template.name] : []))
  return {
    speak: await speakerNow(read, names),
    hours: await hoursNow(read),
    order: await settingValue(read, channelOrder),
    carried: await carriedNow(read),
    optedOut: await optedOutAmong(
      read,
      messages.map(({ to }) => recipientOf(to)),
    ),
    pushed: await pushedAmong(
      read,
      messages.flatMap(({ to }) => to.subscriberId ?? []),
    ),
  }
}

async function compose(
  read: Read,
  { key, to, says, ...more }: MessageToSend,
  place: number,
  ground: Awaited<ReturnType<typeof groundFor>>,
): Promise<NewMessage> {
  const kind = 'template' in says ? says.template.class : says.class
  const words: Said =
    'template' in says ? ground.speak(says.template, to.language, says.values) : says
  const start = laterOf(read.now, more.notBefore)
  const at = mayGoAt(kind, start, ground.hours)
  const found = await waysOf(read, { kind, to, channels: more.channels, place }, ground)
  const stopped = 'why' in found ? { state: 'stopped', why: found.why } : undefined
  return {
    ...{ id: newId(read.now), key, class: kind, language: to.language },
    purpose: 'template' in says ? says.template.name : says.purpose,
    ...{ subscriber_id: to.subscriberId ?? null, to: recipientOf(to) },
    said:
      kind === 'code' && stopped ? null : { text: plainSms(words.text), subject: words.subject },
    ...{ ways: [...found.ways], state: 'waiting', why: null, ...stopped },
    look_at: stopped ? null : at,
    ended_at: stopped ? read.now : null,
    until_at: more.until ?? at.add(LIFE[kind]),
    ...{ only_gateway_id: more.onlyGatewayId ?? null, again_of: more.againOf ?? null },
    ...{ encloses: more.encloses?.name ?? null, encloses_id: more.encloses?.id ?? null },
  }
}

async function waysOf(
  read: Read,
  asked: {
    kind: MessageClass
    to: MessageTo
    channels: readonly Channel[] | undefined
    place: number
  },
  { order, carried, optedOut, pushed }: Awaited<ReturnType<typeof groundFor>>,
): Promise<{ ways: readonly Channel[] } | { ways: readonly []; why: MessageWhy }> {
  const { kind, to, channels, place } = asked
  const addresses = new Set<Channel>([
    ...(to.phone ? (['sms', 'whatsapp'] as const) : []),
    ...(to.email ? (['email'] as const) : []),
    ...(to.subscriberId && pushed.has(to.subscriberId) ? (['push'] as const) : []),
  ])
  const wanted = channels ?? (kind === 'code' ? CODE_CHANNELS : order)
  const found = waysFor(kind, wanted, {
    addresses,
    carried,
    optedOut: optedOut[place] ?? new Set(),
  })
  if (kind === 'code' && to.phone && found.ways.some((way) => way !== 'email'))
    if (!mayHaveCode(await codesTo(read, to.phone))) return { ways: [], why: 'too-many' }
  return found
}

function recipientOf({ name, phone, email }: MessageTo) {
  return { name: name ?? null, phone: phone ?? null, email: email ?? null }
}

function laterOf(now: Temporal.Instant, other: Temporal.Instant | undefined): Temporal.Instant {
  return other && Temporal.Instant.compare(other, now) > 0 ? other : now
}
