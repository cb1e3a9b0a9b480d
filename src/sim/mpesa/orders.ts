import { randomUUID } from 'node:crypto'
import type { Callbacks } from './callbacks.ts'
import type { FaultLab } from '../fault-lab.ts'
import type { Fault } from './faults.ts'
import type { SimShortcode, Town } from './town.ts'
import { dottedTime, mpesaTime, receiptOf } from './words.ts'

type Body = Readonly<Record<string, string>>
type Result = {
  readonly code: string | number
  readonly said: string
  receipt?: string
  facts?: Fact[]
}
type Fact = { readonly Key: string; readonly Value: string | number }
/** What another business got, and from whom. */
export type SimTransfer = {
  readonly receipt: string
  readonly from: SimShortcode
  readonly to: string
  readonly account: string
  readonly cents: bigint
  readonly at: Temporal.Instant
}

const PATHS = {
  '/mpesa/accountbalance/v1/query': 'balance',
  '/mpesa/reversal/v1/request': 'reversal',
  '/mpesa/b2b/v1/paymentrequest': 'business',
} as const
type What = (typeof PATHS)[keyof typeof PATHS]

/** What an organisation orders of M-Pesa besides payouts, each answered later at the address that it names. */
export class Orders {
  private readonly made = new Map<string, { readonly to: SimTransfer | undefined }>()
  private readonly ground: {
    readonly town: Town
    readonly callbacks: Callbacks
    readonly faults: FaultLab<Fault>
    readonly now: () => Temporal.Instant
  }

  constructor(ground: Orders['ground']) {
    this.ground = ground
  }

  /** Undefined: no order comes at this path. */
  static whatAt(path: string): What | undefined {
    return path in PATHS ? PATHS[path as keyof typeof PATHS] : undefined
  }

  /** Does it, and says that it was taken. Nothing: it is nobody's shortcode. */
  async take(what: What, body: Body, request: unknown) {
    const { town, callbacks, faults, now } = this.ground
    const from = town.shortcodes.get(body['PartyA'] ?? body['ReceiverParty'] ?? '')
    if (!from) return undefined
    const drawn = faults.draw(['early-result', 'queue-timeout', 'without-receipt'])
    const ids = { OriginatorConversationID: randomUUID(), ConversationID: `AG_${randomUUID()}` }
    const { code, said, receipt, facts } = this[what](body, from, ids.OriginatorConversationID)
    const shown = drawn.has('without-receipt') ? undefined : (receipt ?? 'SIM0000000')
    const result = {
      Result: {
        ...{ ResultType: 0, ResultCode: code, ResultDesc: said, ...ids },
        ...(shown !== undefined && { TransactionID: shown }),
        ...(facts && { ResultParameters: { ResultParameter: facts } }),
        ReferenceData: { ReferenceItem: { Key: 'At', Value: Number(mpesaTime(now())) } },
      },
    }
    if (drawn.has('queue-timeout')) callbacks.tell(body['QueueTimeOutURL'] ?? '', request, 500)
    else if (drawn.has('early-result')) await callbacks.ask(body['ResultURL'] ?? '', result)
    else callbacks.tell(body['ResultURL'] ?? '', result, 500)
    return {
      ...ids,
      ResponseCode: '0',
      ResponseDescription: 'Accept the service request successfully.',
    }
  }

  /** What became of one, as the status query says. Undefined: nobody knows of it. */
  statusOf(originator: string) {
    const made = this.made.get(originator)
    if (!made) return undefined
    return [
      { Key: 'ReceiptNo', Value: made.to?.receipt ?? 'SIM0000000' },
      { Key: 'Amount', Value: Number(made.to?.cents ?? 0n) / 100 },
      { Key: 'FinalisedTime', Value: Number(mpesaTime(this.ground.now())) },
      { Key: 'TransactionStatus', Value: made.to ? 'Completed' : 'Declined' },
    ]
  }

  private balance(_: Body, of: SimShortcode): Result {
    const held = `${of.cents / 100n}.${String(of.cents % 100n).padStart(2, '0')}`
    const line = (name: string, shillings: string) =>
      `${name}|KES|${shillings}|${shillings}|0.00|0.00`
    const accounts = [line('Working Account', '0.00'), line('Utility Account', held)]
    return {
      ...{ code: 0, said: 'The service request is processed successfully.' },
      facts: [{ Key: 'AccountBalance', Value: accounts.join('&') }],
    }
  }

  private reversal(body: Body, of: SimShortcode): Result {
    const { town, now } = this.ground
    const payment = town.payments.find(({ receipt }) => receipt === body['TransactionID'])
    if (payment?.to !== of || payment.cents !== BigInt(body['Amount'] ?? '0') * 100n)
      return { code: 'R000002', said: 'The OriginalTransactionID is invalid.' }
    if (payment.reversed)
      return { code: 'R000001', said: 'The transaction has already been reversed.' }
    if (of.cents < payment.cents) return INSUFFICIENT
    town.reverse(payment.receipt)
    return {
      ...{ code: 0, said: 'The service request is processed successfully.' },
      receipt: receiptOf(now(), town.receipts++),
      facts: [
        { Key: 'Amount', Value: Number(payment.cents) / 100 },
        { Key: 'TransCompletedTime', Value: Number(mpesaTime(now())) },
        { Key: 'OriginalTransactionID', Value: payment.receipt },
        { Key: 'CreditPartyPublicName', Value: `${payment.phone.msisdn} - Somebody` },
      ],
    }
  }

  private business(body: Body, from: SimShortcode, originator: string): Result {
    const { town, now } = this.ground
    const cents = BigInt(body['Amount'] ?? '0') * 100n
    this.made.set(originator, { to: undefined })
    if (from.cents < cents) return INSUFFICIENT
    from.cents -= cents
    const receipt = receiptOf(now(), town.receipts++)
    const to: SimTransfer = {
      ...{ receipt, from, to: body['PartyB'] ?? '', account: body['AccountReference'] ?? '' },
      ...{ cents, at: now() },
    }
    town.transfers.push(to)
    this.made.set(originator, { to })
    return {
      ...{ code: '0', said: 'The service request is processed successfully', receipt },
      facts: [
        { Key: 'Amount', Value: Number(cents) / 100 },
        { Key: 'ReceiverPartyPublicName', Value: `${to.to} - Somebody` },
        { Key: 'TransactionCompletedTime', Value: dottedTime(now()) },
      ],
    }
  }
}

const INSUFFICIENT: Result = { code: 1, said: 'The balance is insufficient for the transaction.' }
