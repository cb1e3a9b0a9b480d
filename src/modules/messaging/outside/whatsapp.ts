import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { parsePhone } from '#kernel/phone.ts'
import { callProvider } from './call.ts'
import type { Carrier, Outcome, Report } from './port.ts'

const taken = z.object({ messages: z.array(z.looseObject({ id: z.string() })).min(1) })
const refused = z.object({
  error: z.looseObject({ code: z.number(), message: z.string().default('') }),
})

/** Not to be reached by WhatsApp at all (131026), or not any more today (131049): another way is better. */
const UNREACHABLE = new Set([131_026, 131_049, 131_047])

/**
 * WhatsApp Cloud API. Outside of 24 hours after somebody's own message only approved templates go out, so everything goes as one
 * of the ISP's own with the text as its only parameter (Graph API, messages).
 */
export const whatsApp: Carrier = {
  async send({ api, sender, keys }, { to, text, language }, signal) {
    const answer = await callProvider(
      {
        url: `${api}/${sender}/messages`,
        headers: { authorization: `Bearer ${keys.secret}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          ...{ messaging_product: 'whatsapp', to: to.replace('+', ''), type: 'template' },
          template: {
            name: keys.account,
            language: { code: language },
            components: [{ type: 'body', parameters: [{ type: 'text', text: oneLine(text) }] }],
          },
        }),
      },
      signal,
    )
    if (answer.kind !== 'answer') return answer
    const read = taken.safeParse(answer.body)
    const first = read.success ? read.data.messages[0] : undefined
    return first ? { kind: 'taken', providerId: first.id } : refusalOf(answer)
  },

  // Meta sends its challenge with the token that the ISP typed beside the address; ours is the secret of that address.
  prove(query, secret) {
    const isAsked = query.get('hub.mode') === 'subscribe'
    const isOurs = query.get('hub.verify_token') === secret
    return isAsked && isOurs ? (query.get('hub.challenge')?.slice(0, 200) ?? undefined) : undefined
  },

  read({ keys }, what, { body, headers }) {
    if (!isSigned(body, headers['x-hub-signature-256'] ?? '', keys.signing))
      return { kind: 'nonsense' }
    if (what !== 'report') return { kind: 'nonsense' }
    const values = changesIn(body)
    return {
      kind: 'told',
      reports: values.flatMap(({ statuses }) => statuses.flatMap(reportOf)),
      answers: values.flatMap(({ messages }) =>
        messages.flatMap(({ from: digits, text }) => {
          const from = parsePhone(`+${digits}`)
          return text && from !== undefined ? [{ from, text: text.body }] : []
        }),
      ),
    }
  },
}

/** A parameter holds no line breaks and no more than four blanks in a row. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}

function refusalOf({ status, body }: { status: number; body: unknown }): Outcome {
  const error = refused.safeParse(body)
  if (!error.success)
    return { kind: status >= 500 ? 'unknown' : 'trouble', said: `status ${status}` }
  const { code, message } = error.data.error
  const said = `${code} ${message}`.trim()
  return UNREACHABLE.has(code)
    ? { kind: 'refused', why: 'bad-address', said }
    : { kind: 'trouble', said }
}

function isSigned(body: string, signature: string, secret: string | null): boolean {
  if (secret === null) return false
  const right = Buffer.from(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`)
  const given = Buffer.from(signature)
  return given.length === right.length && timingSafeEqual(given, right)
}

const status = z.looseObject({
  id: z.string(),
  status: z.string(),
  errors: z.array(z.looseObject({ title: z.string().default('') })).default([]),
})
const change = z.looseObject({
  statuses: z.array(status).default([]),
  messages: z
    .array(
      z.looseObject({ from: z.string(), text: z.looseObject({ body: z.string() }).optional() }),
    )
    .default([]),
})
const telling = z.looseObject({
  entry: z.array(z.looseObject({ changes: z.array(z.looseObject({ value: change })) })),
})

function changesIn(body: string): z.infer<typeof change>[] {
  try {
    const read = telling.safeParse(JSON.parse(body))
    return read.success
      ? read.data.entry.flatMap(({ changes }) => changes.map(({ value }) => value))
      : []
  } catch {
    return []
  }
}

/** `delivered` may be left out where it was read; of several devices one may fail and another deliver. */
function reportOf(one: z.infer<typeof status>): Report[] {
  if (one.status === 'delivered' || one.status === 'read')
    return [{ providerId: one.id, report: 'delivered', why: null }]
  return one.status === 'failed'
    ? [{ providerId: one.id, report: 'failed', why: one.errors[0]?.title ?? null }]
    : []
}
