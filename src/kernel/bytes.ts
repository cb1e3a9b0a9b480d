import { z } from 'zod'

/**
 * Data volumes in a bigint of bytes. A GB is 1,000,000,000 bytes: it is what ISPs sell and what CA's
 * rules and phones count; GiB is not spoken here.
 */
const UNITS = [
  ['TB', 1_000_000_000_000n],
  ['GB', 1_000_000_000n],
  ['MB', 1_000_000n],
  ['kB', 1_000n],
  ['B', 1n],
] as const

/** `100GB`, `1.5 gb`, `750 MB`, `1024`. Nothing when it is no volume or not a whole number of bytes. */
export function parseBytes(given: string): bigint | undefined {
  const match = /^(\d{1,15})(?:\.(\d{1,12}))?\s*([kmgt]?b)?$/i.exec(given.trim())
  if (!match) return undefined
  const [, whole = '', fraction = '', name = 'B'] = match
  const size = UNITS.find(([unit]) => unit.toLowerCase() === name.toLowerCase())?.[1]
  if (size === undefined) return undefined
  const scaled = BigInt(whole + fraction) * size
  const divisor = 10n ** BigInt(fraction.length)
  const bytes = scaled / divisor
  return scaled % divisor === 0n && bytes <= BYTES_MAX ? bytes : undefined
}

/** The largest PostgreSQL bigint. */
export const BYTES_MAX = 9_223_372_036_854_775_807n

/** For reading, two digits after the point, rounded down: nobody is told that they have used more than they have. */
export function formatBytes(bytes: bigint, language: 'en' | 'sw' = 'en'): string {
  const size = bytes < 0n ? -bytes : bytes
  const [unit, one] = UNITS.find(([, least]) => size >= least) ?? (['B', 1n] as const)
  const hundredths = (size * 100n) / one
  const fraction = String(hundredths % 100n)
    .padStart(2, '0')
    .replace(/0+$/, '')
  const whole = new Intl.NumberFormat(`${language}-KE`).format(hundredths / 100n)
  return `${bytes < 0n ? '-' : ''}${whole}${fraction && `.${fraction}`} ${unit}`
}

/** As JSON carries a volume: digits, because JSON numbers are floats. */
export const bytes = z.codec(z.string().regex(/^\d{1,19}$/, 'Bytes as digits.'), z.bigint(), {
  decode: (digits) => BigInt(digits),
  encode: String,
})
