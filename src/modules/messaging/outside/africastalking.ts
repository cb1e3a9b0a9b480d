import { z } from 'zod'
import { parsePhone } from '#kernel/phone.ts'
import { callProvider } from './call.ts'
import type { Carrier, Outcome, Report } from './port.ts'

/** https://developers.africastalking.com/docs/sms/sending/bulk: one recipient, because each gets words of its own. */
const sent = z.object({
  SMSMessageData: z.looseObject({
    Message: z.string().default(''),
    Recipients: z.array(
      z.looseObject({
        statusCode: z.number(),
        status: z.string().default(''),
        cost: z.string().default(''),
        messageId: z.string().default(''),
        messageParts: z.number().optional(),
      }),
    ),
  }),
})

const TAKEN = new Set([100, 101, 102])
const BAD_NUMBER = new Set([403, 404])
const BLOCKED = new Set([406, 409])

const DELIVERED = new Set(['Success'])
const FAILED = new Set(['Rejected', 'Failed', 'AbsentSubscriber', 'Expired'])

export const africasTalking: Carrier = {
  async send({ api, sender, keys }, { to, text }, signal) {
    const body = new URLSearchParams({
      ...{ username: keys.account, to, message: text, from: sender },
      ...{ bulkSMSMode: '1', enqueue: '1' },
    })
    const url = `${api}/version1/messaging`
    const answer = await callProvider({ url, headers: { apiKey: keys.secret }, body }, signal)
    if (answer.kind !== 'answer') return answer
    if (answer.status === 401)
      return { kind: 'trouble', said: 'The user name or the API key is wrong.' }
    const read = sent.safeParse(answer.body)
    if (!read.success)
      return answer.status >= 500
        ? { kind: 'unknown', said: `an answer of status ${answer.status} that says nothing` }
        : { kind: 'trouble', said: `status ${answer.status}` }
    const { Message: said, Recipients: recipients } = read.data.SMSMessageData
    const [one] = recipients
    return one ? outcomeOf(one) : { kind: 'trouble', said }
  },

  read(_door, what, { body }) {
    const told = new URLSearchParams(body)
    const phone = parsePhone(told.get('phoneNumber') ?? told.get('from') ?? '')
    if (what === 'report') {
      const report = reportOf(told)
      return { kind: 'told', reports: report ? [report] : [] }
    }
    if (phone === undefined) return { kind: 'nonsense' }
    return what === 'opt-out'
      ? { kind: 'told', optedOut: [phone] }
      : { kind: 'told', answers: [{ from: phone, text: told.get('text') ?? '' }] }
  },
}

function outcomeOf(one: z.infer<typeof sent>['SMSMessageData']['Recipients'][number]): Outcome {
  const said = `${one.statusCode} ${one.status}`.trim()
  if (BAD_NUMBER.has(one.statusCode)) return { kind: 'refused', why: 'bad-address', said }
  if (BLOCKED.has(one.statusCode)) return { kind: 'refused', why: 'blocked', said }
  if (!TAKEN.has(one.statusCode)) return { kind: 'trouble', said }
  const cents = centsOf(one.cost)
  return {
    kind: 'taken',
    ...(one.messageId && one.messageId !== 'None' && { providerId: one.messageId }),
    ...(one.messageParts !== undefined && { parts: one.messageParts }),
    ...(cents !== undefined && { cents }),
  }
}

/** `KES 0.8000`; of a cent the greater half counts as one. */
function centsOf(cost: string): bigint | undefined {
  const amount = /^KES (\d+(?:\.\d+)?)$/.exec(cost)?.[1]
  return amount === undefined ? undefined : BigInt(Math.round(Number(amount) * 100))
}

/** `Sent`, `Submitted` and `Buffered` are stations on the way, not its end. */
function reportOf(told: URLSearchParams): Report | undefined {
  const [providerId, status] = [told.get('id') ?? '', told.get('status') ?? '']
  if (providerId === '') return undefined
  if (DELIVERED.has(status)) return { providerId, report: 'delivered', why: null }
  return FAILED.has(status)
    ? { providerId, report: 'failed', why: told.get('failureReason') ?? status }
    : undefined
}
