import { z } from 'zod'
import type { Frequency } from '../../contract.ts'
import type { DarajaCaller } from './caller.ts'
import type { Mpesa } from './port.ts'
import { parseJson } from './tellings.ts'

/** Daraja, M-Pesa Ratiba. 1 is once, which is no standing order. */
const FREQUENCY: Record<Frequency, string> = {
  ...{ daily: '2', weekly: '3', monthly: '4', 'every-two-months': '5' },
  ...{ quarterly: '6', 'half-yearly': '7', yearly: '8' },
}
/** The portal's own spelling. */
const TYPES = {
  paybill: { type: 'Standing Order Customer Pay Bill', receiver: '4' },
  till: { type: 'Standing Order Customer Pay Marchant', receiver: '2' },
} as const

const accepted = z.looseObject({
  ResponseHeader: z.looseObject({
    responseCode: z.coerce.string(),
    responseDescription: z.string().default(''),
  }),
})
const compact = (day: Temporal.PlainDate) => day.toString().replaceAll('-', '')

export function ratiba(caller: DarajaCaller): Pick<Mpesa, 'standingOrder'> {
  return {
    async standingOrder(door, ask, signal) {
      const { type, receiver } = TYPES[door.kind]
      const outcome = await caller.call(
        door,
        '/standingorder/v1/createStandingOrderExternal',
        {
          StandingOrderName: ask.name,
          ...{ StartDate: compact(ask.startsOn), EndDate: compact(ask.endsOn) },
          ...{ BusinessShortCode: door.number, TransactionType: type },
          ...{ ReceiverPartyIdentifierType: receiver, Amount: String(ask.shillings) },
          ...{ PartyA: ask.phone, CallBackURL: ask.callbackUrl, AccountReference: ask.account },
          ...{ TransactionDesc: 'Internet', Frequency: FREQUENCY[ask.frequency] },
        },
        accepted,
        signal,
      )
      if (outcome.kind !== 'done') return outcome
      const { responseCode: code, responseDescription: said } = outcome.done.ResponseHeader
      return code === '200' || code === '0'
        ? { kind: 'done', done: undefined }
        : { kind: 'refused', code, said }
    },
  }
}

/** What Daraja says of a standing order by itself: whether the payer agreed. */
export type MandateTold = { readonly code: string; readonly mandate: string | null }

const LEVELS_MAX = 8

/** Undefined where it is nothing of the kind. Keys come in any spelling, and facts as names with values, one or many. */
export function readMandateTold(body: string): MandateTold | undefined {
  const facts = new Map<string, string>()
  collect(parseJson(body), facts, 0)
  const code = facts.get('responsecode') ?? facts.get('resultcode')
  if (code === undefined) return undefined
  return { code, mandate: facts.get('transactionid') ?? null }
}

function collect(value: unknown, facts: Map<string, string>, level: number): void {
  if (typeof value !== 'object' || value === null || level > LEVELS_MAX) return
  const entries = Object.entries(value).map(([key, held]) => [key.toLowerCase(), held] as const)
  const named = Object.fromEntries(entries)
  if (typeof named['name'] === 'string' && isFact(named['value']))
    facts.set(named['name'].toLowerCase(), String(named['value']))
  for (const [key, held] of entries) {
    if (isFact(held)) facts.set(key, String(held))
    else collect(held, facts, level + 1)
  }
}

const isFact = (value: unknown) => typeof value === 'string' || typeof value === 'number'
