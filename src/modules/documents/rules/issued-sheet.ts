import { divideRounded } from '#kernel/money.ts'
import type { Period } from '#kernel/period.ts'
import type { Sheet } from '#kernel/sheet.ts'
import { sumTaxed, type Taxed } from '#modules/catalog/contract.ts'
import {
  balanceText,
  buyerParty,
  closingPanels,
  dayText,
  frameOf,
  momentText,
  plain,
  rateText,
  whole,
  type Buyer,
  type House,
  type Seller,
} from './parts.ts'
import { linesOnPaper, PAPER_LINES_MAX } from './lines-on-paper.ts'
import { servicesTable } from './services-table.ts'
import { filled, WORDS, type Language } from './words.ts'

export type IssuedLine = {
  readonly words: { readonly en: string; readonly sw: string }
  /** Of the service, as people read it. */
  readonly service: string | null
  readonly item: string
  readonly quantity: bigint
  readonly period: Period | null
  readonly taxed: Taxed
}

/** What the control unit signed (TIS §6.21–6.28). */
export type Stamp = {
  readonly cuSerial: string
  readonly cuInvoiceNumber: string
  readonly internalData: string
  readonly receiptSignature: string
  readonly verifyUrl: string
  readonly signedAt: Temporal.Instant
}

type Issued = {
  readonly code: string
  readonly issuedAt: Temporal.Instant
  readonly lines: readonly IssuedLine[]
  readonly stamp: Stamp | null
  readonly as: 'original' | 'copy'
}

export type InvoiceFacts = Issued & {
  readonly kind: 'invoice'
  readonly dueOn: Temporal.PlainDate
  /** What the buyer owed before it; below zero: had. */
  readonly before: bigint
  readonly settled: bigint
  /** With which M-Pesa's app pays what is open: PNG in base64. */
  readonly qr?: string
}

export type CreditNoteFacts = Issued & {
  readonly kind: 'credit-note'
  readonly invoiceCode: string
  readonly invoiceStamp: Stamp | null
  readonly reason: string
  readonly toWallet: bigint
}

/** KRA's bands: what of a line is VAT, and why not (tax-ke.md §1.2). */
const BANDS = { standard: 'B', exempt: 'A', zero: 'C', outside: 'D' } as const satisfies Record<
  Taxed['vatTreatment'],
  string
>
const OTHER_RATE_BP = 800

export function bandOf(taxed: Taxed, vatRegistered: boolean): keyof (typeof WORDS)['en']['bands'] {
  if (!vatRegistered) return 'D'
  const rate = taxed.parts.find((part) => part.kind === 'vat')?.rate_bp
  if (taxed.vatTreatment !== 'standard') return BANDS[taxed.vatTreatment]
  return rate === undefined ? 'D' : rate === OTHER_RATE_BP ? 'E' : 'B'
}

/** A tax invoice or credit note with everything that tax-ke.md §2.1 lists. */
export function issuedSheet(
  document: InvoiceFacts | CreditNoteFacts,
  about: { house: House; seller: Seller; buyer: Buyer },
): Sheet {
  const { house, seller, buyer } = about
  const { language } = house
  const text = WORDS[language]
  const isCredit = document.kind === 'credit-note'
  // What is taken back stands below zero on paper.
  const look = { sign: isCredit ? -1n : 1n, language, vatRegistered: seller.vatRegistered }
  const totals = sumTaxed(document.lines.map(({ taxed }) => taxed))
  const isLong = document.lines.length > PAPER_LINES_MAX
  return {
    ...frameOf(house, seller, document.issuedAt),
    title: isCredit ? text.creditNote : seller.vatRegistered ? text.taxInvoice : text.invoice,
    code: document.code,
    stamp: document.as === 'copy' ? text.copy : null,
    to: buyerParty(buyer, language),
    facts: [
      { label: text.issued, value: momentText(document.issuedAt, house) },
      ...(isCredit
        ? [
            { label: text.forInvoice, value: document.invoiceCode },
            { label: text.reason, value: document.reason },
          ]
        : [{ label: text.due, value: dayText(document.dueOn, language) }]),
      periodFact(document, house),
      ...(isLong
        ? [
            {
              label: text.lines,
              value: filled(text.linesTogether, {
                count: document.lines.length.toLocaleString('en'),
              }),
            },
          ]
        : []),
      { label: text.currency, value: text.kes },
    ],
    headline: headlineOf(document, totals.gross, language),
    tables: [
      linesTable(linesOnPaper(document.lines), look),
      taxesTable(document.lines, look),
      ...(isLong ? [] : servicesTable(document.lines, look)),
    ],
    sums: [...totalsOf(totals, look), ...became(document, totals.gross, language)],
    panels: [
      ...(isCredit ? [] : [accountPanel(document, totals.gross, language)]),
      ...closingPanels(house, seller, buyer, isCredit ? undefined : document.qr),
    ],
    fiscal: fiscalOf(document, house),
  }
}

function periodFact(document: Issued, house: House): Sheet['facts'][number] {
  const text = WORDS[house.language]
  const day = (at: Temporal.Instant) =>
    dayText(at.toZonedDateTimeISO(house.zone).toPlainDate(), house.language)
  const periods = document.lines.flatMap(({ period }) => (period ? [period] : []))
  const sorted = (instants: Temporal.Instant[]) => instants.toSorted(Temporal.Instant.compare)
  const from = sorted(periods.map((one) => one.from))[0]
  const to = sorted(periods.map((one) => one.to)).at(-1)
  if (!from || !to) return { label: text.supplied, value: day(document.issuedAt) }
  // What ends at midnight has the day before as its last.
  const [first, last] = [day(from), day(to.subtract({ nanoseconds: 1 }))]
  return { label: text.servicePeriod, value: first === last ? first : `${first} – ${last}` }
}

function headlineOf(
  document: InvoiceFacts | CreditNoteFacts,
  gross: bigint,
  language: Language,
): Sheet['headline'] {
  const text = WORDS[language]
  if (document.kind === 'credit-note')
    return { value: whole(gross, language), label: text.credited, note: null }
  const open = gross - document.settled
  if (open === 0n) return { value: whole(gross, language), label: text.paidInFull, note: null }
  const label = filled(text.dueOn, { day: dayText(document.dueOn, language) })
  return { value: whole(open, language), label, note: null }
}

type Look = { sign: bigint; language: Language; vatRegistered: boolean }

export function linesTable(lines: readonly IssuedLine[], look: Look): Sheet['tables'][number] {
  const { sign, language, vatRegistered } = look
  const text = WORDS[language]
  return {
    ...{ title: null, look: 'main', foot: null },
    columns: [
      { label: text.description, align: 'start', share: 45 },
      { label: text.quantity, align: 'end', share: 8 },
      { label: text.unitPrice, align: 'end', share: 14 },
      { label: text.net, align: 'end', share: 14 },
      { label: text.vatRate, align: 'end', share: 9 },
      { label: text.amount, align: 'end', share: 15 },
    ],
    rows: lines.map((line) => {
      const { taxed, quantity } = line
      const vat = taxed.parts.find((part) => part.kind === 'vat')
      const each = quantity > 1n ? divideRounded(taxed.net, quantity) : taxed.net
      return {
        cells: [
          line.words[language],
          String(quantity),
          plain(sign * each),
          plain(sign * taxed.net),
          `${bandOf(taxed, vatRegistered)}${vat ? ` ${rateText(vat.rate_bp)}` : ''}`,
          plain(sign * taxed.gross),
        ],
        note: [
          ...(line.service === null ? [] : [`${text.service} ${line.service}`]),
          `${text.item} ${line.item}`,
        ].join(' · '),
        look: 'plain',
      }
    }),
  }
}

/** Each tax at each rate with what it was levied on. KRA wants VAT by band; excise has no field there, so it stands here. */
export function taxesTable(lines: readonly IssuedLine[], look: Look): Sheet['tables'][number] {
  const { sign, language, vatRegistered } = look
  const text = WORDS[language]
  const rows = new Map<string, { name: string; rate: string; base: bigint; cents: bigint }>()
  const add = (name: string, rate: string, base: bigint, cents: bigint) => {
    const row = rows.get(`${name} ${rate}`) ?? { name, rate, base: 0n, cents: 0n }
    rows.set(`${name} ${rate}`, { ...row, base: row.base + base, cents: row.cents + cents })
  }
  for (const { taxed } of lines)
    for (const part of taxed.parts)
      if (part.kind !== 'vat')
        add(
          part.kind === 'excise' ? text.excise : text.levy,
          rateText(part.rate_bp),
          part.base,
          part.cents,
        )
  for (const { taxed } of lines) {
    const band = bandOf(taxed, vatRegistered)
    const vat = taxed.parts.find((part) => part.kind === 'vat')
    add(
      `${text.vat} ${text.bands[band]}`,
      rateText(vat?.rate_bp ?? 0),
      vat?.base ?? taxed.taxable,
      taxed.vat,
    )
  }
  return {
    ...{ title: text.taxes, look: 'side', foot: null },
    columns: [
      { label: text.tax, align: 'start', share: 40 },
      { label: text.rate, align: 'end', share: 14 },
      { label: text.base, align: 'end', share: 24 },
      { label: text.amount, align: 'end', share: 22 },
    ],
    rows: [...rows.values()].map(({ name, rate, base, cents }) => ({
      cells: [name, rate, plain(sign * base), plain(sign * cents)],
      ...{ note: null, look: 'plain' },
    })),
  }
}

/** From net to gross, as the document stored them. */
export function totalsOf(
  totals: ReturnType<typeof sumTaxed>,
  { sign, language }: Look,
): Sheet['sums'] {
  const text = WORDS[language]
  const duties = totals.excise + totals.levies
  const sum = (label: string, cents: bigint) => ({
    ...{ label, value: plain(sign * cents), look: 'plain' as const },
  })
  return [
    sum(text.totalNet, totals.net),
    ...(duties === 0n ? [] : [sum(text.excise, duties), sum(text.taxable, totals.taxable)]),
    sum(text.vat, totals.vat),
    { label: text.total, value: whole(sign * totals.gross, language), look: 'strong' },
  ]
}

function became(
  document: InvoiceFacts | CreditNoteFacts,
  gross: bigint,
  language: Language,
): Sheet['sums'] {
  const text = WORDS[language]
  if (document.kind === 'credit-note') {
    const lowers = gross - document.toWallet
    return [
      ...(lowers === 0n
        ? []
        : [{ label: text.lowers, value: plain(lowers), look: 'plain' as const }]),
      ...(document.toWallet === 0n
        ? []
        : [{ label: text.toWallet, value: plain(document.toWallet), look: 'plain' as const }]),
    ]
  }
  return [
    { label: text.paid, value: plain(-document.settled), look: 'plain' },
    { label: text.amountDue, value: whole(gross - document.settled, language), look: 'total' },
  ]
}

/** The account around this invoice, as the consumer regulations want it on a bill. */
function accountPanel(
  document: InvoiceFacts,
  gross: bigint,
  language: Language,
): Sheet['panels'][number] {
  const text = WORDS[language]
  return {
    title: text.your,
    facts: [
      { label: text.before, value: balanceText(document.before, language) },
      { label: text.thisInvoice, value: whole(gross, language) },
      { label: text.after, value: balanceText(document.before + gross, language) },
    ],
    lines: [],
  }
}

/** Signatures are read in groups of four, so that somebody can type them (TIS §6.23). */
const grouped = (signed: string) => signed.replaceAll(/(.{4})(?=.)/g, '$1-')

function fiscalOf(document: InvoiceFacts | CreditNoteFacts, house: House): Sheet['fiscal'] {
  const text = WORDS[house.language]
  const { stamp } = document
  const isCredit = document.kind === 'credit-note'
  return {
    title: text.fiscal,
    facts: stamp
      ? [
          { label: text.cuSerial, value: stamp.cuSerial },
          { label: text.cuInvoice, value: stamp.cuInvoiceNumber },
          ...(isCredit && document.invoiceStamp
            ? [
                {
                  label: `${text.forInvoice} (CU)`,
                  value: document.invoiceStamp.cuInvoiceNumber,
                },
              ]
            : []),
          { label: text.internalData, value: grouped(stamp.internalData) },
          { label: text.signature, value: grouped(stamp.receiptSignature) },
          { label: text.signedAt, value: momentText(stamp.signedAt, house) },
        ]
      : [],
    qr: stamp?.verifyUrl ?? null,
    note: isCredit ? text.original : stamp ? null : text.notSigned,
  }
}
