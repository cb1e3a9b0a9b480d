import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Callbacks } from './callbacks.ts'
import type { Prompts } from './prompts.ts'
import type { SimPhone, SimShortcode, Town } from './town.ts'
import { receiptOf } from './words.ts'

/** A standing order that a phone was asked to agree to (M-Pesa Ratiba). */
export type Mandate = {
  readonly name: string
  readonly phone: SimPhone
  readonly to: SimShortcode
  readonly cents: bigint
  readonly account: string
  readonly step: Temporal.Duration
  readonly startsOn: Temporal.PlainDate
  readonly endsOn: Temporal.PlainDate
  readonly callbackUrl: string
  state: 'asked' | 'active' | 'refused' | 'cancelled'
  /** How many were executed, or skipped because there was too little money. */
  executions: number
}

const day = z
  .string()
  .regex(/^\d{8}$/)
  .transform((text) => Temporal.PlainDate.from(text))
const asked = z.looseObject({
  StandingOrderName: z.string().min(1),
  ...{ StartDate: day, EndDate: day, BusinessShortCode: z.string() },
  TransactionType: z.enum([
    'Standing Order Customer Pay Bill',
    'Standing Order Customer Pay Marchant',
  ]),
  ...{ ReceiverPartyIdentifierType: z.enum(['4', '2']), Amount: z.string().regex(/^[1-9]\d*$/) },
  PartyA: z.string().regex(/^254[17]\d{8}$/),
  CallBackURL: z.string(),
  AccountReference: z.string().regex(/^[A-Za-z0-9]{1,12}$/),
  TransactionDesc: z.string().max(13),
  Frequency: z.enum(['2', '3', '4', '5', '6', '7', '8']),
})
const STEPS: Record<z.infer<typeof asked>['Frequency'], Temporal.DurationLike> = {
  ...{ 2: { days: 1 }, 3: { weeks: 1 }, 4: { months: 1 }, 5: { months: 2 } },
  ...{ 6: { months: 3 }, 7: { months: 6 }, 8: { years: 1 } },
}
const EAT = 'Africa/Nairobi'
const SAID: Readonly<Record<string, string>> = {
  0: 'The service request is processed successfully.',
  1032: 'Request cancelled by user.',
  1050: 'There is a standing order of this name already.',
  2001: 'The initiator information is invalid.',
}

/** The standing orders of the country: agreed to with a PIN, executed on their days, told like every payment. */
export class Mandates {
  readonly all: Mandate[] = []
  private readonly ground: {
    readonly town: Town
    readonly prompts: Prompts
    readonly callbacks: Callbacks
    readonly now: () => Temporal.Instant
  }

  constructor(ground: Mandates['ground']) {
    this.ground = ground
  }

  /** Undefined: what was asked for is none. */
  ask(body: unknown) {
    const read = asked.safeParse(body)
    const to = read.success
      ? this.ground.town.shortcodes.get(read.data.BusinessShortCode)
      : undefined
    if (!read.success || !to) return undefined
    const { data } = read
    const mandate: Mandate = {
      ...{ name: data.StandingOrderName, phone: this.ground.town.phone(data.PartyA), to },
      ...{ cents: BigInt(data.Amount) * 100n, account: data.AccountReference },
      step: Temporal.Duration.from(STEPS[data.Frequency]),
      ...{ startsOn: data.StartDate, endsOn: data.EndDate, callbackUrl: data.CallBackURL },
      ...{ state: 'asked', executions: 0 },
    }
    const isThere = this.all.some(
      ({ name, phone, state }) =>
        name === mandate.name && phone === mandate.phone && state === 'active',
    )
    if (isThere) this.tell(mandate, 1050)
    else this.all.push(mandate)
    const said = { responseCode: '200', responseDescription: 'Request accepted for processing' }
    return {
      status: 200,
      body: {
        ResponseHeader: {
          responseRefID: randomUUID(),
          ...said,
          ResultDesc: said.responseDescription,
        },
        ResponseBody: said,
      },
    }
  }

  /** What a phone is asked to agree to. */
  on(msisdn: string): Mandate | undefined {
    return this.all.find(({ phone, state }) => phone.msisdn === msisdn && state === 'asked')
  }

  agree(msisdn: string, pin: string): void {
    const mandate = this.on(msisdn)
    if (!mandate) return
    mandate.state = pin === mandate.phone.pin ? 'active' : 'refused'
    this.tell(mandate, mandate.state === 'active' ? 0 : 2001)
  }

  refuse(msisdn: string): void {
    const mandate = this.on(msisdn)
    if (!mandate) return
    mandate.state = 'refused'
    this.tell(mandate, 1032)
  }

  /** The payer cancels it with *334#: nobody is told. */
  cancel(msisdn: string): void {
    for (const one of this.all)
      if (one.phone.msisdn === msisdn && one.state === 'active') one.state = 'cancelled'
  }

  /** Pays what is due by today, each day once; who has too little skips that day. */
  async execute(): Promise<void> {
    const today = this.ground.now().toZonedDateTimeISO(EAT).toPlainDate()
    for (const one of this.all) {
      while (one.state === 'active' && isDue(one, today)) {
        one.executions++
        await this.ground.prompts.payByHand(
          ...([one.phone.msisdn, one.to.number, one.cents, one.account] as const),
        )
      }
    }
  }

  /** Casing varies from callback to callback, as it does in Safaricom's own samples. */
  private tell({ callbackUrl, phone }: Mandate, code: number): void {
    const { town, now, callbacks } = this.ground
    const header = {
      responseRefID: randomUUID(),
      responseCode: code,
      responseDescription: SAID[code],
    }
    const data = [
      { name: 'TransactionID', value: code === 0 ? receiptOf(now(), town.receipts++) : '' },
      { name: 'responseCode', value: String(code) },
      { name: 'Status', value: code === 0 ? 'OKAY' : 'ERROR' },
      { name: 'Msisdn', value: `254******${phone.msisdn.slice(-3)}` },
    ]
    const isUpper = this.all.length % 2 === 0
    callbacks.tell(
      callbackUrl,
      isUpper
        ? { ResponseHeader: header, ResponseBody: { ResponseData: data } }
        : { responseHeader: header, responseBody: { responseData: data } },
      500,
    )
  }
}

function isDue({ startsOn, endsOn, step, executions: n }: Mandate, today: Temporal.PlainDate) {
  const on = startsOn.add({
    ...{ days: step.days * n, weeks: step.weeks * n },
    ...{ months: step.months * n, years: step.years * n },
  })
  return Temporal.PlainDate.compare(on, today) <= 0 && Temporal.PlainDate.compare(on, endsOn) <= 0
}
