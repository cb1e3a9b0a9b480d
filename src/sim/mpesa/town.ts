import type { SimTransfer } from './orders.ts'
import { mpesaTime, receiptOf } from './words.ts'

export type SimPhone = {
  /** `254…` */
  readonly msisdn: string
  readonly firstName: string
  pin: string
  cents: bigint
  isOff: boolean
}

export type SimShortcode = {
  readonly number: string
  readonly kind: 'paybill' | 'till'
  readonly store: string
  readonly passkey: string
  cents: bigint
  urls?: {
    confirmation: string
    validation: string
    whenSilent: 'Completed' | 'Cancelled'
    version: 'v1' | 'v2'
  }
  validates: boolean
  pulls: boolean
}

export type SimPayment = {
  readonly receipt: string
  readonly at: Temporal.Instant
  readonly phone: SimPhone
  readonly to: SimShortcode
  readonly cents: bigint
  readonly account: string
  reversed: boolean
  reversedAt?: Temporal.Instant
}

/** What a phone reads in a QR code. */
export type SimCode = {
  readonly id: string
  readonly number: string
  readonly account: string
  readonly merchant: string
  readonly cents: bigint
}

export const APP = { consumerKey: 'sim-key', consumerSecret: 'sim-secret' }
export const INITIATOR = { name: 'kasi', password: 'Karibu#2026' }

/** Who has M-Pesa in the simulated country, and what went from whom to whom. */
export class Town {
  readonly phones = new Map<string, SimPhone>()
  readonly shortcodes = new Map<string, SimShortcode>()
  readonly payments: SimPayment[] = []
  readonly transfers: SimTransfer[] = []
  /** QR codes that were made, the latest last. */
  readonly codes: SimCode[] = []
  /** How many receipts there were, so that none comes again. */
  receipts = 0
  private readonly now: () => Temporal.Instant

  constructor(now: () => Temporal.Instant) {
    this.now = now
  }

  /** Anybody who is called has a phone: it is made when it is first spoken of, with 10,000 shillings and the PIN 1234. */
  phone(msisdn: string): SimPhone {
    const known = this.phones.get(msisdn)
    if (known) return known
    const firstName = NAMES[Number(msisdn.slice(-3)) % NAMES.length] ?? 'Amina'
    const made: SimPhone = { msisdn, firstName, pin: '1234', cents: 1_000_000n, isOff: false }
    this.phones.set(msisdn, made)
    return made
  }

  addShortcode(
    given: Pick<SimShortcode, 'number' | 'kind' | 'passkey'> & { store?: string },
  ): SimShortcode {
    const made: SimShortcode = {
      ...{ number: given.number, kind: given.kind, passkey: given.passkey },
      ...{ store: given.store ?? given.number, cents: 0n, validates: false, pulls: false },
    }
    this.shortcodes.set(given.number, made)
    return made
  }

  keepCode(code: Omit<SimCode, 'id'>): SimCode {
    const made = { ...code, id: `KE${String(this.codes.length + 1).padStart(6, '0')}` }
    this.codes.push(made)
    return made
  }

  /** Moves the money; why not, where it does not move (codes of Daraja). */
  pay(
    phone: SimPhone,
    to: SimShortcode,
    cents: bigint,
    account: string,
  ): SimPayment | { readonly code: number } {
    if (cents < 100n) return { code: 2 }
    if (cents > 25_000_000n) return { code: 3 }
    if (phone.cents < cents) return { code: 1 }
    phone.cents -= cents
    to.cents += cents
    const at = this.now()
    const receipt = receiptOf(at, this.receipts++)
    const payment: SimPayment = { ...{ receipt, at, phone, to, cents, account }, reversed: false }
    this.payments.push(payment)
    return payment
  }

  /** Takes a payment back, as Safaricom does days later where the payer complains. */
  reverse(receipt: string): SimPayment | undefined {
    const payment = this.payments.find((one) => one.receipt === receipt)
    if (!payment || payment.reversed) return undefined
    payment.reversed = true
    payment.reversedAt = this.now()
    payment.phone.cents += payment.cents
    payment.to.cents -= payment.cents
    return payment
  }
}

/** What C2B confirmations and validations say of a payment. */
export function c2bBody(payment: SimPayment, phoneShown: string) {
  const { to, receipt, at, cents, account, phone } = payment
  return {
    TransactionType: to.kind === 'till' ? 'Buy Goods' : 'Pay Bill',
    TransID: receipt,
    TransTime: mpesaTime(at),
    TransAmount: `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`,
    BusinessShortCode: to.kind === 'till' ? to.store : to.number,
    BillRefNumber: account,
    InvoiceNumber: '',
    OrgAccountBalance: `${to.cents / 100n}.00`,
    ThirdPartyTransID: '',
    MSISDN: phoneShown,
    FirstName: phone.firstName.toUpperCase(),
    MiddleName: '',
    LastName: '',
  }
}

const NAMES = [
  'Amina',
  'Brian',
  'Cherono',
  'Daudi',
  'Esther',
  'Faraj',
  'Grace',
  'Hassan',
  'Imani',
  'Juma',
] as const
