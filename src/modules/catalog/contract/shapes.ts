import { z } from 'zod'
import { date } from '#kernel/date.ts'
import { money } from '#kernel/money.ts'
import { text } from '#kernel/text.ts'

export const instant = z.iso.datetime()
export { date }
export const version = z.int().min(1)
export const author = z.object({ kind: z.enum(['staff', 'system']), id: z.string() })

/** What subscribers read on offers and invoices, in both languages. Empty Swahili means: the same. */
export const words = z.object({ en: text({ max: 80 }), sw: text({ max: 80, min: 0 }) })
export type Words = z.output<typeof words>
export type Language = keyof Words

export function say(words: Words, language: Language): string {
  return words[language] === '' ? words.en : words[language]
}

/** 100 million shillings: dearer than any circuit, and far from where sums could overflow a bigint column. */
const PRICE_CENTS_MAX = 10_000_000_000n

/** What something costs: whole cents of the ISP's currency, never below zero. */
export const price = money
  .refine((amount) => amount.cents >= 0n, 'A price is not below zero.')
  .refine((amount) => amount.cents <= PRICE_CENTS_MAX, 'At most 100,000,000 shillings.')

/** A price that is really asked. */
export const priceAboveZero = price.refine(
  (amount) => amount.cents > 0n,
  'A price above zero. What is free has no price.',
)

/** A count of something that may be huge: bytes, seconds. Digits on the wire, because JSON numbers are floats. */
export const units = z.codec(
  z.string().regex(/^\d{1,18}$/, 'A whole number as digits.'),
  z.bigint(),
  { decode: (digits) => BigInt(digits), encode: String },
)
export const unitsAboveZero = units.refine((count) => count > 0n, 'At least one.')

/** Hundredths of a percent, so that 12.5 % is a whole number: 1250. */
export const ALL_BP = 10_000
export const share_bp = z.int().min(0).max(ALL_BP)

/** Short, unique, lasting: `HOME-20`. */
export const code = z
  .string()
  .trim()
  .toUpperCase()
  .regex(
    /^[A-Z0-9](?:[A-Z0-9-]{0,28}[A-Z0-9])?$/,
    'Letters, digits and dashes, at most 30: HOME-20.',
  )
/** The name of something within its owner, kept from version to version: `monthly`, `router-rent`. */
export const key = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'Small letters, digits and dashes: router-rent.')

/** Cents as JSON carries them, of either sign. */
export const cents = z.codec(
  z.string().regex(/^-?\d{1,18}$/, 'Whole cents as digits.'),
  z.bigint(),
  {
    decode: (digits) => BigInt(digits),
    encode: String,
  },
)
