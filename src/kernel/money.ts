import { z } from 'zod'
import { assert } from '#kernel/assert.ts'

/**
 * Money is whole cents in a bigint, with its currency. No floats anywhere: 0.1 + 0.2 is somebody's
 * shilling. One currency today; the field is there so that adding two kinds can never pass in silence.
 */
export const CURRENCIES = ['KES'] as const
export type Currency = (typeof CURRENCIES)[number]
export type Money = { readonly cents: bigint; readonly currency: Currency }

export function kes(cents: bigint): Money {
  return { cents, currency: 'KES' }
}

/** As JSON carries it: `{ "cents": "299900", "currency": "KES" }`, because JSON numbers are floats. */
export const moneyOnWire = z.object({
  cents: z.string().regex(/^-?\d{1,18}$/, 'Whole cents as digits.'),
  currency: z.enum(CURRENCIES),
})
export type MoneyOnWire = z.infer<typeof moneyOnWire>

/** As much as can be typed: a thousand times that is still far below what a PostgreSQL bigint holds. */
const ASKED_CENTS_MAX = 99_999_999_999_999n

/** Wire ⇄ `Money`. An endpoint's input decodes with it; a handler answers with `moneyToWire`. */
export const money = z
  .codec(moneyOnWire, z.custom<Money>(isMoney), {
    decode: (wire) => ({ cents: BigInt(wire.cents), currency: wire.currency }),
    encode: moneyToWire,
  })
  .refine(
    ({ cents }) => -ASKED_CENTS_MAX <= cents && cents <= ASKED_CENTS_MAX,
    'At most 999,999,999,999.99.',
  )

function isMoney(given: unknown): boolean {
  return (
    typeof given === 'object' &&
    given !== null &&
    'cents' in given &&
    typeof given.cents === 'bigint'
  )
}

export function moneyToWire(amount: Money): MoneyOnWire {
  return { cents: String(amount.cents), currency: amount.currency }
}

/** 999,999,999,999.99: more than any Kenyan ISP will owe, far below what a PostgreSQL bigint holds. */
const TYPED = /^(-)?(?:(\d{1,3}(?:,\d{3}){1,3})|(\d{1,12}))(?:\.(\d{1,2}))?$/

/**
 * Reads what people type: `2999`, `2,999`, `2999.5`, `KES 2,999.50`, `Ksh 2,999/=`. Nothing when it is no
 * amount; three digits after the point or misplaced commas are refused, never rounded or guessed.
 */
export function parseMoney(given: string): Money | undefined {
  const bare = given
    .trim()
    .replace(/^(?:kes|kshs?|sh)\.?\s*/i, '')
    .replace(/\s*\/[=-]$/, '')
    .replace(/^\u2212/, '-')
  const match = TYPED.exec(bare)
  if (!match) return undefined
  const [, minus, grouped, plain, fraction = ''] = match
  const whole = (grouped ?? plain ?? '').replaceAll(',', '')
  const cents = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0'))
  return kes(minus ? -cents : cents)
}

export function addMoney(first: Money, ...others: Money[]): Money {
  return others.reduce((sum, other) => {
    sameCurrency(sum, other)
    return { ...sum, cents: sum.cents + other.cents }
  }, first)
}

export function subtractMoney(from: Money, amount: Money): Money {
  sameCurrency(from, amount)
  return { ...from, cents: from.cents - amount.cents }
}

/** Negative, zero or positive, for sorting and for `compareMoney(a, b) > 0`. */
export function compareMoney(one: Money, other: Money): number {
  sameCurrency(one, other)
  return one.cents < other.cents ? -1 : one.cents > other.cents ? 1 : 0
}

/** `amount × numerator ÷ denominator`, halves away from zero: the rounding people do on paper. */
export function scaleMoney(amount: Money, numerator: bigint, denominator: bigint): Money {
  return { ...amount, cents: divideRounded(amount.cents * numerator, denominator) }
}

/** `dividend ÷ divisor` in whole numbers, halves away from zero. The one rounding of the house. */
export function divideRounded(dividend: bigint, divisor: bigint): bigint {
  assert(divisor > 0n, 'what a share is divided by is positive')
  const half = dividend < 0n ? -divisor : divisor
  return (dividend * 2n + half) / (divisor * 2n)
}

/**
 * Splits an amount by weights so that the parts sum to the whole, to the cent. The cents that division
 * leaves over go to the largest remainders, the earlier part first among equals.
 */
export function allocateMoney(whole: Money, weights: readonly bigint[]): Money[] {
  const total = weights.reduce((sum, weight) => {
    assert(weight >= 0n, 'a weight is never negative')
    return sum + weight
  }, 0n)
  assert(total > 0n, 'some weight is above zero')

  const sign = whole.cents < 0n ? -1n : 1n
  const cents = whole.cents * sign
  const shares = weights.map((weight, place) => ({
    place,
    cents: (cents * weight) / total,
    remainder: (cents * weight) % total,
  }))
  let left = cents - shares.reduce((sum, share) => sum + share.cents, 0n)
  const byRemainder = shares.toSorted((a, b) =>
    a.remainder === b.remainder ? a.place - b.place : a.remainder > b.remainder ? -1 : 1,
  )
  for (const share of byRemainder) {
    if (left === 0n) break
    share.cents += 1n
    left -= 1n
  }
  return shares.map((share) => ({ ...whole, cents: share.cents * sign }))
}

const LOCALES = { en: 'en-KE', sw: 'sw-KE' } as const

/** `Ksh 2,999.50`. The digits go to Intl as text, so that no float is made on the way. */
export function formatMoney(amount: Money, language: keyof typeof LOCALES = 'en'): string {
  return formatIn(language, amount.currency).format(decimalMoney(amount))
}

const formats = new Map<string, Intl.NumberFormat>()

/** Making one costs a hundred times as much as using it. */
function formatIn(language: keyof typeof LOCALES, currency: Currency): Intl.NumberFormat {
  const key = `${language} ${currency}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(LOCALES[language], { style: 'currency', currency })
  formats.set(key, made)
  return made
}

/** `-2999.50`: for CSV, for documents and for `parseMoney`. */
export function decimalMoney(amount: Money): `${number}` {
  const digits = String(amount.cents < 0n ? -amount.cents : amount.cents).padStart(3, '0')
  const decimal = `${amount.cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
  return decimal as `${number}` // digits, a point, two digits
}

function sameCurrency(one: Money, other: Money): void {
  assert(one.currency === other.currency, `${one.currency} and ${other.currency} are never mixed`)
}
