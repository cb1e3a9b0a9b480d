import { z } from 'zod'
import { assert } from '#kernel/assert.ts'
import { divideRounded } from '#kernel/money.ts'
import { cents, date, share_bp, words } from './shapes.ts'

/**
 * Taxes are data with a date: the law changes them, sometimes within days (VAT Act s.5: the Cabinet Secretary may
 * vary a rate by a quarter). Kenya in November 2026: excise of 15 % on internet data (Excise Duty Act 2015, First
 * Schedule, Part II), VAT of 16 % on the price with the excise in it (VAT Act s.13), 2 % of the VAT base kept back by
 * appointed agents (Tax Procedures Act s.42A).
 */
export const TAX_KINDS = ['excise', 'vat', 'levy', 'withholding'] as const
export const TAX_MODES = ['inclusive', 'exclusive'] as const
export const VAT_TREATMENTS = ['standard', 'zero', 'exempt', 'outside'] as const
export type TaxMode = (typeof TAX_MODES)[number]
export type VatTreatment = (typeof VAT_TREATMENTS)[number]

/** In force from that day until the next one of the same tax. `null`: not levied any more. */
export const taxRate = z.object({ from: date, rate_bp: share_bp.nullable(), note: z.string() })
export const tax = z.object({
  id: z.string(),
  name: words,
  kind: z.enum(TAX_KINDS),
  /** Charged on the price and on the taxes of all lower levels: excise is level 1, VAT level 2. */
  level: z.int().min(1).max(9),
  /** Newest first. */
  rates: z.array(taxRate),
})
export type Tax = z.output<typeof tax>

export const taxClass = z.object({
  id: z.string(),
  name: words,
  /** Ids of the taxes that this kind of thing bears. */
  taxes: z.array(z.string()),
  vat: z.enum(VAT_TREATMENTS),
})
export type TaxClass = z.output<typeof taxClass>

export type TaxTable = { readonly taxes: readonly Tax[]; readonly classes: readonly TaxClass[] }

/** What the law says about who sells and who buys. */
export const taxStatus = z.object({
  vat: z.enum(['standard', 'zero', 'exempt']),
  excise: z.enum(['standard', 'exempt']),
})
export type TaxStatus = z.output<typeof taxStatus>
export const USUAL_TAX_STATUS: TaxStatus = { vat: 'standard', excise: 'standard' }
export type Seller = { readonly vatRegistered: boolean }

export type AppliedTax = Pick<Tax, 'id' | 'kind' | 'level'> & { readonly rate_bp: number }

/** What is levied on one thing sold to one subscriber on one day. */
export type TaxTreatment = {
  readonly vat: VatTreatment
  /** What this subscriber pays. */
  readonly due: readonly AppliedTax[]
  /** What a listed price that includes tax has in it; more than `due` where this subscriber is relieved of some. */
  readonly listed: readonly AppliedTax[]
}

/** The rate on a day; nothing when the tax is not levied then. */
export function rateOn(of: Pick<Tax, 'rates'>, day: string): number | undefined {
  const inForce = of.rates
    .filter((rate) => rate.from <= day)
    .reduce<z.output<typeof taxRate> | undefined>(
      (latest, rate) => (latest && latest.from >= rate.from ? latest : rate),
      undefined,
    )
  return inForce?.rate_bp ?? undefined
}

/**
 * Which taxes a class bears on the day of supply. An ISP that is not registered for VAT must not charge any;
 * excise has no such threshold. An exempt or zero-rated subscriber pays the price without the tax, also where the
 * listed price includes it.
 */
export function treatmentOf(
  table: TaxTable,
  given: { classId: string; day: string; seller: Seller; status: TaxStatus },
): TaxTreatment {
  const kind = table.classes.find(({ id }) => id === given.classId)
  assert(kind, `there is a tax class ${given.classId}`)
  const listed = table.taxes
    .filter((one) => kind.taxes.includes(one.id) && one.kind !== 'withholding')
    .flatMap((one) => {
      const rate_bp = rateOn(one, given.day)
      const isCharged =
        one.kind !== 'vat' || (given.seller.vatRegistered && kind.vat === 'standard')
      return rate_bp === undefined || !isCharged
        ? []
        : [{ id: one.id, kind: one.kind, level: one.level, rate_bp }]
    })
    .toSorted((a, b) => a.level - b.level)
  const due = listed.filter(
    (one) =>
      (one.kind !== 'vat' || given.status.vat === 'standard') &&
      (one.kind !== 'excise' || given.status.excise === 'standard'),
  )
  return { vat: vatTreatment(kind, given.seller, given.status), due, listed }
}

function vatTreatment(kind: TaxClass, seller: Seller, status: TaxStatus): VatTreatment {
  if (!seller.vatRegistered) return 'outside'
  if (kind.vat !== 'standard') return kind.vat
  return status.vat
}

export type TaxPart = AppliedTax & { readonly base: bigint; readonly cents: bigint }

/**
 * One priced thing, taxed. All amounts are stored with the line and never worked out again: for a quarter of all
 * prices the taxes computed from the net differ by a cent from what was split out of a price that includes them.
 */
export type Taxed = {
  readonly mode: TaxMode
  readonly vatTreatment: VatTreatment
  readonly net: bigint
  readonly excise: bigint
  /** Levies that are neither excise nor VAT. */
  readonly levies: bigint
  /** What VAT is charged on: net, excise and levies. */
  readonly taxable: bigint
  readonly vat: bigint
  readonly gross: bigint
  readonly parts: readonly TaxPart[]
}

/**
 * Splits a price that includes tax, or adds tax to one that does not. Exact: net and taxes sum to gross, and
 * an inclusive price stays what was advertised, to the cent (unless this subscriber is relieved of a tax in it).
 */
export function taxAmount(amount_cents: bigint, mode: TaxMode, treatment: TaxTreatment): Taxed {
  const isRelieved = treatment.due.length !== treatment.listed.length
  if (mode === 'inclusive' && !isRelieved) {
    const parts = splitOut(amount_cents, treatment.due)
    return taxed(mode, treatment.vat, amount_cents - sumOf(parts), parts)
  }
  const net =
    mode === 'exclusive'
      ? amount_cents
      : amount_cents - sumOf(splitOut(amount_cents, treatment.listed))
  return taxed(mode, treatment.vat, net, addOn(net, treatment.due))
}

export function taxed(
  mode: TaxMode,
  vatTreatment: VatTreatment,
  net: bigint,
  parts: readonly TaxPart[],
): Taxed {
  const of = (kind: Tax['kind']) => sumOf(parts.filter((part) => part.kind === kind))
  const [excise, levies, vat] = [of('excise'), of('levy'), of('vat')]
  const taxable = net + excise + levies
  return { mode, vatTreatment, net, excise, levies, taxable, vat, gross: taxable + vat, parts }
}

const sumOf = (parts: readonly TaxPart[]) => parts.reduce((sum, part) => sum + part.cents, 0n)

/** Level by level upwards: taxes of one level share a base, which has the lower levels in it. */
function addOn(net: bigint, taxes: readonly AppliedTax[]): TaxPart[] {
  const parts: TaxPart[] = []
  let base = net
  for (const level of levelsOf(taxes)) {
    const of = level.map((one) => {
      const cents = divideRounded(base * BigInt(one.rate_bp), 10_000n)
      return { ...one, base, cents }
    })
    parts.push(...of)
    base += sumOf(of)
  }
  return parts
}

/** Level by level downwards from the gross. Taxes of one level share its part by largest remainder. */
function splitOut(gross: bigint, taxes: readonly AppliedTax[]): TaxPart[] {
  const parts: TaxPart[] = []
  let rest = gross
  for (const level of levelsOf(taxes).toReversed()) {
    const rates = level.map((one) => BigInt(one.rate_bp))
    const rate = rates.reduce((sum, one) => sum + one, 0n)
    const whole = divideRounded(rest * rate, 10_000n + rate)
    rest -= whole
    const shares = sharesOf(whole, rates)
    parts.unshift(
      ...level.map((one, place) => ({ ...one, base: rest, cents: shares[place] ?? 0n })),
    )
  }
  return parts
}

function levelsOf(taxes: readonly AppliedTax[]): AppliedTax[][] {
  const levels = Map.groupBy(taxes, (one) => one.level)
  return [...levels].toSorted(([a], [b]) => a - b).map(([, of]) => of)
}

/** Parts of a whole by weights, summing to it: differences of rounded running totals. */
function sharesOf(whole: bigint, weights: readonly bigint[]): bigint[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n)
  if (total === 0n) return weights.map(() => 0n)
  let seen = 0n
  return weights.map((weight) => {
    const before = divideRounded(whole * seen, total)
    seen += weight
    return divideRounded(whole * seen, total) - before
  })
}

/**
 * The part of a taxed line that is taken back when `to_net` of its net has been credited in all, `from_net` of it
 * before. Works on running totals, so that however a line is credited, crediting all of it returns each tax to the cent.
 */
export function creditOf(line: Taxed, from_net: bigint, to_net: bigint): Taxed {
  assert(
    line.net > 0n && 0n <= from_net && from_net <= to_net && to_net <= line.net,
    'a credit lies within its line',
  )
  const running = (cents: bigint, net: bigint) => divideRounded(cents * net, line.net)
  const parts = line.parts.map((part) => ({
    ...part,
    base: running(part.base, to_net) - running(part.base, from_net),
    cents: running(part.cents, to_net) - running(part.cents, from_net),
  }))
  return taxed(line.mode, line.vatTreatment, to_net - from_net, parts)
}

/** The sum of lines, amount by amount: totals of a document are sums of what its lines say, never taxed again. */
export function sumTaxed(lines: readonly Taxed[]) {
  const sum = (of: (line: Taxed) => bigint) => lines.reduce((total, line) => total + of(line), 0n)
  return {
    net: sum((line) => line.net),
    excise: sum((line) => line.excise),
    levies: sum((line) => line.levies),
    taxable: sum((line) => line.taxable),
    vat: sum((line) => line.vat),
    gross: sum((line) => line.gross),
  }
}

/**
 * What an appointed agent keeps back and pays to KRA for us: a share of the VAT base, only where VAT was charged. The
 * invoice stays whole; the subscriber owes `gross` and settles it with cash and a certificate.
 */
export function withheldFrom(lines: readonly Taxed[], rate_bp: number): bigint {
  const base = lines.reduce((sum, line) => sum + (line.vat === 0n ? 0n : line.taxable), 0n)
  return divideRounded(base * BigInt(rate_bp), 10_000n)
}

/** A taxed line as JSON carries it. */
export const taxedShape = z.object({
  mode: z.enum(TAX_MODES),
  vatTreatment: z.enum(VAT_TREATMENTS),
  net: cents,
  excise: cents,
  levies: cents,
  taxable: cents,
  vat: cents,
  gross: cents,
  parts: z
    .array(
      z.object({
        id: z.string(),
        kind: z.enum(TAX_KINDS),
        level: z.int(),
        rate_bp: z.int(),
        base: cents,
        cents,
      }),
    )
    .readonly(),
})
export const taxTotals = taxedShape.pick({
  ...{ net: true, excise: true, levies: true, taxable: true, vat: true, gross: true },
})
