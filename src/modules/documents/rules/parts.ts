import { decimalMoney, formatMoney, kes } from '#kernel/money.ts'
import { formatPhone } from '#kernel/phone.ts'
import type { Sheet } from '#kernel/sheet.ts'
import { filled, WORDS, type Language } from './words.ts'

/** Who we are, as a document says it. */
export type Seller = {
  readonly name: string
  readonly legalName: string
  readonly kraPin: string | null
  readonly vatRegistered: boolean
  readonly caLicence: string | null
  readonly address: readonly string[]
  readonly phone: string | null
  readonly email: string | null
  readonly website: string | null
}

export type Buyer = {
  readonly name: string
  /** As people read it out: `1000 0012`. */
  readonly number: string
  readonly kraPin: string | null
  readonly address: string | null
}

/** What all documents of the ISP have in common at one moment. */
export type House = {
  readonly language: Language
  readonly zone: string
  readonly colour: string
  readonly paybill: string
  readonly payLines: readonly string[]
  readonly regulator: string
}

const LOCALES = { en: 'en-KE', sw: 'sw-KE' } as const

/** `2,999.00`: in columns that say the currency once. */
export function plain(cents: bigint): string {
  const [whole = '', fraction = ''] = decimalMoney(kes(cents)).split('.')
  return `${whole.replaceAll(/\B(?=(\d{3})+$)/g, ',').replace('-', '−')}.${fraction}`
}

/** `Ksh 2,999.00`. */
export function whole(cents: bigint, language: Language): string {
  return formatMoney(kes(cents), language).replaceAll(' ', ' ').replace('-', '−')
}

export function dayText(day: Temporal.PlainDate, language: Language): string {
  return day.toLocaleString(LOCALES[language], { day: 'numeric', month: 'short', year: 'numeric' })
}

export function momentText(at: Temporal.Instant, { language, zone }: House): string {
  return at.toZonedDateTimeISO(zone).toLocaleString(LOCALES[language], {
    ...{ day: 'numeric', month: 'short', year: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  })
}

/** `15%`, `7.5%`. */
export function rateText(rate_bp: number): string {
  return `${rate_bp / 100}%`
}

export function sellerParty(seller: Seller, language: Language): Sheet['from'] {
  const text = WORDS[language]
  return {
    label: text.from,
    name: seller.legalName,
    lines: [
      ...(seller.kraPin === null ? [] : [`${text.pin} ${seller.kraPin}`]),
      ...(seller.vatRegistered ? [] : [text.vatNo]),
      ...seller.address,
      ...contactsOf(seller),
    ],
  }
}

export function buyerParty(buyer: Buyer, language: Language): Sheet['from'] {
  const text = WORDS[language]
  return {
    label: text.billTo,
    name: buyer.name,
    lines: [
      `${text.account} ${buyer.number}`,
      ...(buyer.kraPin === null ? [] : [`${text.pin} ${buyer.kraPin}`]),
      ...(buyer.address === null ? [] : [buyer.address]),
    ],
  }
}

function contactsOf({ phone, email, website }: Seller): string[] {
  const contacts = [phone === null ? null : formatPhone(phone), email]
  const first = contacts.filter((part) => part !== null).join(' · ')
  return [...(first === '' ? [] : [first]), ...(website === null ? [] : [website])]
}

/** How to pay, and whom to ask: the consumer regulations want both on every bill (tax-ke.md §2.1, §4.3). */
export function closingPanels(
  house: House,
  seller: Seller,
  buyer: Buyer,
  qr?: string,
): Sheet['panels'] {
  const text = WORDS[house.language]
  const contact = [seller.phone === null ? null : formatPhone(seller.phone), seller.email]
    .filter((part) => part !== null)
    .join(', ')
  return [
    {
      title: text.howToPay,
      facts: [
        ...(house.paybill === '' ? [] : [{ label: text.paybill, value: house.paybill }]),
        { label: text.account, value: buyer.number },
      ],
      lines: [...house.payLines, ...(qr === undefined ? [] : [text.scan])],
      ...(qr !== undefined && { png: qr }),
    },
    {
      title: text.complaints,
      facts: [],
      lines: [
        ...(contact === '' ? [] : [filled(text.complain, { contact })]),
        ...(house.regulator === '' ? [] : [filled(text.escalate, { contact: house.regulator })]),
      ],
    },
  ]
}

export function footOf(seller: Seller, language: Language): string[] {
  const text = WORDS[language]
  return [
    seller.legalName,
    ...(seller.kraPin === null ? [] : [`${text.pin} ${seller.kraPin}`]),
    ...(seller.caLicence === null ? [] : [`${text.licence} ${seller.caLicence}`]),
  ]
}

/** A balance without a sign that somebody has to learn: above zero the subscriber owes it. */
export function balanceText(cents: bigint, language: Language): string {
  const text = WORDS[language]
  const amount = whole(cents < 0n ? -cents : cents, language)
  if (cents === 0n) return amount
  return filled(cents > 0n ? text.owes : text.has, { amount })
}

/** What stays the same on every sheet. */
export function frameOf(house: House, seller: Seller, madeAt: Temporal.Instant) {
  const { language, colour } = house
  return {
    ...{ language, colour, stamp: null, code: null, headline: null, closing: null, fiscal: null },
    from: sellerParty(seller, language),
    ...{ tables: [], sums: [], panels: [] },
    foot: footOf(seller, language),
    pages: WORDS[language].pages,
    madeAt: madeAt.toString(),
  } satisfies Partial<Sheet>
}
