import { randomUUID } from 'node:crypto'
import type { Callbacks } from './callbacks.ts'
import type { FaultLab } from '../fault-lab.ts'
import type { Fault } from './faults.ts'
import { c2bBody, type SimPayment, type SimPhone, type SimShortcode, type Town } from './town.ts'
import { hashed, masked, mpesaTime } from './words.ts'

/** A prompt on somebody's phone: waits for the PIN, for a minute. */
export type Prompt = {
  readonly id: string
  readonly merchantId: string
  readonly phone: SimPhone
  readonly to: SimShortcode
  readonly cents: bigint
  readonly account: string
  readonly callbackUrl: string
  readonly endsAt_ms: number
  /** Null while it is open. */
  result: { readonly code: number; readonly said: string } | null
}

const OPEN_ms = 60_000
const SAID: Readonly<Record<number, string>> = {
  0: 'The service request is processed successfully.',
  1: 'The balance is insufficient for the transaction.',
  2: 'Declined due to limit rule: less than the minimum transaction amount.',
  3: 'Declined due to limit rule: greater than the maximum transaction amount.',
  1032: 'Request Cancelled by user.',
  1037: 'DS timeout user cannot be reached.',
  2001: 'The initiator information is invalid.',
}

/** The prompts that are on phones, what people do with them, and what Daraja tells of it. */
export class Prompts {
  readonly all = new Map<string, Prompt>()
  private readonly town: Town
  private readonly callbacks: Callbacks
  private readonly faults: FaultLab<Fault>
  private readonly now: () => Temporal.Instant

  constructor(given: {
    town: Town
    callbacks: Callbacks
    faults: FaultLab<Fault>
    now: () => Temporal.Instant
  }) {
    this.town = given.town
    this.callbacks = given.callbacks
    this.faults = given.faults
    this.now = given.now
  }

  /** One at a time on a phone: a second one is refused, as M-Pesa does. */
  open(
    asked: Pick<Prompt, 'phone' | 'to' | 'cents' | 'account' | 'callbackUrl'>,
  ): Prompt | undefined {
    if (this.on(asked.phone.msisdn)) return undefined
    const now = this.now()
    const prompt: Prompt = {
      ...asked,
      id: `ws_CO_${mpesaTime(now)}${String(now.epochMilliseconds % 1000).padStart(3, '0')}${asked.phone.msisdn.slice(-9)}`,
      merchantId: randomUUID().slice(9),
      endsAt_ms: now.epochMilliseconds + OPEN_ms,
      result: null,
    }
    this.all.set(prompt.id, prompt)
    if (this.faults.draw(['forge']).has('forge')) this.forge(prompt)
    if (asked.phone.isOff) this.end(prompt, 1037)
    return prompt
  }

  /** What the phone shows. */
  on(msisdn: string): Prompt | undefined {
    return [...this.all.values()].find(({ phone, result }) => phone.msisdn === msisdn && !result)
  }

  typePin(msisdn: string, pin: string): SimPayment | undefined {
    const prompt = this.on(msisdn)
    if (!prompt) return undefined
    if (pin !== prompt.phone.pin) {
      this.end(prompt, 2001)
      return undefined
    }
    const paid = this.town.pay(prompt.phone, prompt.to, prompt.cents, prompt.account)
    if ('code' in paid) {
      this.end(prompt, paid.code)
      return undefined
    }
    this.end(prompt, 0, paid)
    this.confirm(paid)
    return paid
  }

  cancel(msisdn: string): void {
    const prompt = this.on(msisdn)
    if (prompt) this.end(prompt, 1032)
  }

  /** Prompts that nobody answered. */
  expire(): void {
    const now_ms = this.now().epochMilliseconds
    for (const prompt of this.all.values())
      if (!prompt.result && prompt.endsAt_ms <= now_ms) this.end(prompt, 1037)
  }

  /** The payer types the paybill and the account by hand, or the till. Undefined: M-Pesa or the receiver did not want it. */
  async payByHand(
    msisdn: string,
    number: string,
    cents: bigint,
    account: string,
  ): Promise<SimPayment | undefined> {
    const to = this.town.shortcodes.get(number)
    if (!to) return undefined
    const phone = this.town.phone(msisdn)
    if (to.validates && to.urls) {
      const would: SimPayment = {
        receipt: '',
        at: this.now(),
        phone,
        to,
        cents,
        account,
        reversed: false,
      }
      const said = await this.callbacks.ask(to.urls.validation, c2bBody(would, phoneShown(would)))
      const code =
        typeof said === 'object' && said !== null && 'ResultCode' in said
          ? String(said.ResultCode)
          : undefined
      if (code === undefined ? to.urls.whenSilent === 'Cancelled' : code !== '0') return undefined
    }
    const paid = this.town.pay(phone, to, cents, account)
    if ('code' in paid) return undefined
    this.confirm(paid)
    return paid
  }

  /** Every payment to a shortcode that registered its addresses is confirmed there, those by prompt too. */
  private confirm(payment: SimPayment): void {
    const { urls } = payment.to
    if (urls) this.callbacks.tell(urls.confirmation, c2bBody(payment, phoneShown(payment)), 300)
  }

  /** A success of this prompt with a receipt that nobody gave. */
  private forge(prompt: Prompt): void {
    const { phone, to, cents, account } = prompt
    const made = { at: this.now(), phone, to, cents, account, reversed: false }
    const receipt = `F0${prompt.merchantId.replaceAll('-', '').slice(0, 8).toUpperCase()}`
    this.callbacks.forge(
      prompt.callbackUrl,
      stkBody({ ...prompt, result: { code: 0, said: SAID[0] ?? '' } }, { ...made, receipt }),
    )
  }

  private end(prompt: Prompt, code: number, paid?: SimPayment): void {
    prompt.result = { code, said: SAID[code] ?? 'Failed.' }
    const hidesReceipt = paid && this.faults.draw(['without-receipt']).has('without-receipt')
    this.callbacks.tell(prompt.callbackUrl, stkBody(prompt, hidesReceipt ? undefined : paid))
  }
}

/** Version 1 of C2B tells the hash of the payer's number, version 2 its ends. */
function phoneShown({ phone, to }: SimPayment): string {
  return to.urls?.version === 'v1' ? hashed(phone.msisdn) : masked(phone.msisdn)
}

function stkBody({ id, merchantId, result }: Prompt, paid: SimPayment | undefined) {
  const Item = paid && [
    { Name: 'Amount', Value: Number(paid.cents) / 100 },
    { Name: 'MpesaReceiptNumber', Value: paid.receipt },
    { Name: 'Balance' },
    { Name: 'TransactionDate', Value: Number(mpesaTime(paid.at)) },
    { Name: 'PhoneNumber', Value: Number(paid.phone.msisdn) },
  ]
  return {
    Body: {
      stkCallback: {
        MerchantRequestID: merchantId,
        CheckoutRequestID: id,
        ResultCode: result?.code ?? 0,
        ResultDesc: result?.said ?? '',
        ...(Item && { CallbackMetadata: { Item } }),
      },
    },
  }
}
