import { divideRounded } from '#kernel/money.ts'
import { overlap, type Period } from '#kernel/period.ts'
import type { ContractTerms } from '#modules/subscribers/contract.ts'
import { withoutHoles } from './cycles.ts'
import { priceOfStretch } from './proration.ts'
import type { Words } from './words.ts'

type Promised = NonNullable<ContractTerms['serviceLevel']>

/** Seconds of a stretch in which something was down, however outages overlap. */
export function downTime(span: Period, outages: readonly Period[]): bigint {
  const seconds = ({ from, to }: Period) =>
    BigInt(Math.round((to.epochMilliseconds - from.epochMilliseconds) / 1000))
  const up = withoutHoles(span, outages).reduce((sum, part) => sum + seconds(part), 0n)
  return seconds(span) - up
}

/**
 * Which share of a month's price is given back: that of the lowest band that was reached, up to the cap, in exact seconds (billing.md §2.17). Nothing
 * where the promise was kept.
 */
export function creditShare_bp(promised: Promised, time: { all: bigint; down: bigint }): number {
  const isBelow = (bp: number) => (time.all - time.down) * 10_000n < BigInt(bp) * time.all
  if (!isBelow(promised.availability_bp)) return 0
  const band = promised.bands.findLast(({ below_bp }) => isBelow(below_bp))
  return Math.min(band?.credit_bp ?? 0, promised.creditCap_bp)
}

/** What was kept, in hundredths of a percent, cut and never rounded up. */
export function kept_bp(time: { all: bigint; down: bigint }): number {
  return Number(((time.all - time.down) * 10_000n) / time.all)
}

/** Of what a line charged, the share of the part that lies in the month; never more than is left of it. */
export function creditOfLine(
  line: { readonly net: bigint; readonly credited: bigint; readonly period: Period },
  month: Period,
  share_bp: number,
): bigint {
  const part = overlap(line.period, month)
  if (!part) return 0n
  const price = priceOfStretch(line.net, line.period, part, { in: 'second', zone: 'UTC' })
  const credit = divideRounded(price * BigInt(share_bp), 10_000n)
  const left = line.net - line.credited
  return credit < left ? credit : left
}

const percent = (bp: number) => `${Math.floor(bp / 100)}.${String(bp % 100).padStart(2, '0')} %`
const hours = (seconds: bigint) => [seconds / 3600n, (seconds % 3600n) / 60n] as const

/** `Down for 5 h 46 min in 2026-10: 99.22 % of 99.90 % promised, 10.00 % back`. */
export function levelWords(of: {
  month: string
  down: bigint
  promised_bp: number
  kept_bp: number
  share_bp: number
}): Words {
  const [h, min] = hours(of.down)
  const [kept, promised, share] = [of.kept_bp, of.promised_bp, of.share_bp].map(percent)
  return {
    en: `Down for ${h} h ${min} min in ${of.month}: ${kept} where ${promised} was promised, ${share} back`,
    sw: `Huduma haikuwepo kwa saa ${h} na dakika ${min}, ${of.month}: ${kept} badala ya ${promised} iliyoahidiwa, ${share} inarudishwa`,
  }
}
