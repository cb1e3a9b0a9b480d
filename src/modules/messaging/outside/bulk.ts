import { z } from 'zod'
import { callProvider } from './call.ts'
import type { Carrier, Outcome } from './port.ts'

/** A number that some of them write as text. */
const code = z.coerce.string()

/** They answer 200 to everything, and misspell the word that says what happened. */
const responses = z.object({
  responses: z
    .array(
      z.looseObject({
        'respose-code': code.optional(),
        'response-code': code.optional(),
        'response-description': z.string().default(''),
        messageid: code.optional(),
        'delivery-status': z.coerce.string().optional(),
        'delivery-description': z.string().optional(),
      }),
    )
    .min(1),
})
type Response = z.infer<typeof responses>['responses'][number]

const DELIVERED = /^(?:32|1|delivered\w*)$/i
const FAILED = /^(?:undeliv\w*|failed|rejected|expired|absent\w*|blocked|2)$/i

/** Advanta, TextSMS and Celcom Africa: one platform under several names (its reference: `/api/services/`). */
export const bulkPlatform: Carrier = {
  async send({ api, sender, keys }, { to, text }, signal) {
    const answer = await callProvider(
      {
        url: `${api}/api/services/sendsms/`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          ...{ apikey: keys.secret, partnerID: keys.account, message: text, shortcode: sender },
          ...{ mobile: to.replace('+', ''), pass_type: 'plain' },
        }),
      },
      signal,
    )
    if (answer.kind !== 'answer') return answer
    const read = responses.safeParse(answer.body)
    const one = read.success ? read.data.responses[0] : undefined
    if (one) return outcomeOf(one)
    return { kind: answer.status >= 500 ? 'unknown' : 'trouble', said: `status ${answer.status}` }
  },

  async askReport({ api, keys }, providerId, signal) {
    const answer = await callProvider(
      {
        url: `${api}/api/services/getdlr/`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          apikey: keys.secret,
          partnerID: keys.account,
          messageID: providerId,
        }),
      },
      signal,
    )
    const read = responses.safeParse(answer.kind === 'answer' ? answer.body : undefined)
    const one = read.success ? read.data.responses[0] : undefined
    const status = one?.['delivery-status'] ?? one?.['delivery-description'] ?? ''
    if (DELIVERED.test(status)) return { providerId, report: 'delivered', why: null }
    return FAILED.test(status) ? { providerId, report: 'failed', why: status } : undefined
  },

  /** It tells nothing by itself; it is asked. */
  read: () => ({ kind: 'nonsense' }),
}

function outcomeOf(one: Response): Outcome {
  const coded = one['respose-code'] ?? one['response-code'] ?? ''
  const said = `${coded} ${one['response-description']}`.trim()
  if (coded === '200')
    return { kind: 'taken', ...(one.messageid !== undefined && { providerId: one.messageid }) }
  if (coded === '1003') return { kind: 'refused', why: 'bad-address', said }
  if (coded === '1002') return { kind: 'refused', why: 'blocked', said }
  return { kind: 'trouble', said }
}
