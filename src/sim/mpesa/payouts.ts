import { randomUUID } from 'node:crypto'
import type { Callbacks } from './callbacks.ts'
import type { FaultLab } from '../fault-lab.ts'
import type { Fault } from './faults.ts'
import type { SimShortcode, Town } from './town.ts'
import { mpesaTime, receiptOf } from './words.ts'

type Paid = { readonly receipt: string | undefined; readonly code: number; readonly cents: bigint }
export type PayOutAsk = {
  readonly from: SimShortcode
  readonly originator: string
  readonly msisdn: string
  readonly cents: bigint
  readonly resultUrl: string
  readonly timeoutUrl: string
  /** As it came: a request that waits too long is given back so. */
  readonly request: unknown
}

/** Money that businesses send to phones (B2C): taken once under an id, and told of by itself. */
export class Payouts {
  private readonly all = new Map<string, Paid & { readonly from: SimShortcode; msisdn: string }>()
  private readonly ground: {
    readonly town: Town
    readonly callbacks: Callbacks
    readonly faults: FaultLab<Fault>
    readonly now: () => Temporal.Instant
  }

  constructor(ground: Payouts['ground']) {
    this.ground = ground
  }

  /** Takes it, or says why not. What Daraja takes it tells of later, or before it has even answered. */
  async take(
    ask: PayOutAsk,
  ): Promise<{ conversation: string } | { readonly refused: 'duplicate' | 'maintenance' }> {
    const { town, callbacks, faults, now } = this.ground
    const drawn = faults.draw(['maintenance', 'early-result', 'queue-timeout', 'without-receipt'])
    if (drawn.has('maintenance')) return { refused: 'maintenance' }
    const { from, originator, msisdn, cents } = ask
    if (this.all.has(originator)) return { refused: 'duplicate' }
    const conversation = `AG_${randomUUID()}`
    const isPaid = from.cents >= cents
    if (isPaid) {
      from.cents -= cents
      town.phone(msisdn).cents += cents
    }
    const receipt = isPaid ? receiptOf(now(), town.receipts++) : undefined
    const paid = { receipt, code: isPaid ? 0 : 1, cents }
    this.all.set(originator, { ...paid, from, msisdn })
    if (drawn.has('queue-timeout')) {
      callbacks.tell(ask.timeoutUrl, ask.request, 500)
      return { conversation }
    }
    const body = this.result(originator, conversation, drawn.has('without-receipt'))
    if (drawn.has('early-result')) await callbacks.ask(ask.resultUrl, body)
    else callbacks.tell(ask.resultUrl, body, 500)
    return { conversation }
  }

  /** How many reached a phone: that none is paid twice is for whoever asks to see to. */
  paidTo(msisdn: string): bigint {
    const theirs = [...this.all.values()].filter((one) => one.msisdn === msisdn && one.code === 0)
    return theirs.reduce((sum, { cents }) => sum + cents, 0n)
  }

  /** What became of one, as the status query says. Undefined: nobody knows of it. */
  statusOf(originator: string) {
    const paid = this.all.get(originator)
    if (!paid) return undefined
    return [
      { Key: 'ReceiptNo', Value: paid.receipt ?? 'SIM0000000' },
      { Key: 'Amount', Value: Number(paid.cents) / 100 },
      { Key: 'FinalisedTime', Value: Number(mpesaTime(this.ground.now())) },
      { Key: 'DebitPartyName', Value: `${paid.from.number} - Simulated` },
      { Key: 'CreditPartyName', Value: `${paid.msisdn} - Somebody` },
      { Key: 'TransactionStatus', Value: paid.code === 0 ? 'Completed' : 'Declined' },
    ]
  }

  private result(originator: string, conversation: string, hidesReceipt: boolean) {
    const paid = this.all.get(originator)
    const ids = { OriginatorConversationID: originator, ConversationID: conversation }
    if (!paid || paid.code !== 0)
      return {
        Result: {
          ...{ ResultType: 0, ResultCode: 1, ResultDesc: 'The balance is insufficient.', ...ids },
          TransactionID: 'SIM0000000',
        },
      }
    return {
      Result: {
        ...{ ResultType: 0, ResultCode: 0, ResultDesc: 'Processed successfully.', ...ids },
        ...(!hidesReceipt && { TransactionID: paid.receipt }),
        ResultParameters: {
          ResultParameter: { Key: 'TransactionAmount', Value: Number(paid.cents) / 100 },
        },
      },
    }
  }
}
