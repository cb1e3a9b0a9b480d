import { z } from 'zod'

/** A speed in bits per second, download first, as plans are sold and routers are told. */
export type Rate = { readonly down_bps: number; readonly up_bps: number }

/** 1 Tbit/s: above any port; whole numbers stay exact far beyond. */
const BPS_MAX = 1_000_000_000_000
const UNITS = { '': 1, k: 1_000, m: 1_000_000, g: 1_000_000_000 } as const
const NAMED = { '': UNITS[''], k: UNITS.k, M: UNITS.m, G: UNITS.g } as const
const UNIT_NAMES = /(?:bps|bits?\/s|b\/s)\s*(?=\/|$)/gi

/** One direction: `20M`, `512k`, `1.5 Mbps`, `1G`, `64000`. Decimal units, as everywhere in networking. */
export function parseBps(given: string): number | undefined {
  const bare = given.replaceAll(UNIT_NAMES, '').trim()
  const match = /^(\d{1,12})(?:\.(\d{1,9}))?\s*([kmg]?)$/i.exec(bare)
  if (!match) return undefined
  const [, whole = '', fraction = '', letter = ''] = match
  const unit = UNITS[letter.toLowerCase() as keyof typeof UNITS] // the pattern allows only these
  // In whole numbers: 1.1 × 1e6 is 1100000.0000000002 in floats.
  const scaled = BigInt(whole + fraction) * BigInt(unit)
  const divisor = 10n ** BigInt(fraction.length)
  const bps = Number(scaled / divisor)
  return scaled % divisor === 0n && bps > 0 && bps <= BPS_MAX ? bps : undefined
}

/** `20M/10M` is 20 down and 10 up; `20M` alone is the same both ways. */
export function parseRate(given: string): Rate | undefined {
  const parts = given.replaceAll(UNIT_NAMES, '').split('/')
  const [down = '', up = down] = parts
  if (parts.length > 2) return undefined
  const down_bps = parseBps(down)
  const up_bps = parseBps(up)
  return down_bps && up_bps ? { down_bps, up_bps } : undefined
}

/** The shortest exact spelling: `20M`, `1.5M`, `1024k`, `64k`. Reads back as the same number. */
export function formatBps(bps: number): string {
  const { amount, unit } = spell(bps)
  return `${amount}${unit}`
}

/** In words for the eye: `20 Mbit/s`, `1,024 kbit/s`; the number and its unit, because two speeds may share one unit. */
export function sayBps(bps: number, language: 'en' | 'sw'): { amount: string; unit: string } {
  const { amount, unit } = spell(bps)
  const digits = new Intl.NumberFormat(`${language}-KE`, { maximumFractionDigits: 3 })
  return { amount: digits.format(amount), unit: `${unit}bit/s` }
}

function spell(bps: number) {
  const spelled = (unit: keyof typeof NAMED) => ({ amount: bps / NAMED[unit], unit })
  const all = [
    ...(bps >= UNITS.g && bps % 1_000_000 === 0 ? [spelled('G')] : []),
    ...(bps >= UNITS.m && bps % 1_000 === 0 ? [spelled('M')] : []),
    ...(bps >= UNITS.k ? [spelled('k')] : []),
  ]
  // Of two as short as each other the larger unit, which stands first.
  return all.toSorted((one, other) => lengthOf(one) - lengthOf(other))[0] ?? spelled('')
}

const lengthOf = ({ amount }: { amount: number }) => String(amount).length

export function formatRate(rate: Rate): string {
  return `${formatBps(rate.down_bps)}/${formatBps(rate.up_bps)}`
}

/** The slower of each direction: what is left when several speeds apply at once. */
export function slowest(first: Rate, ...others: Rate[]): Rate {
  return {
    down_bps: Math.min(first.down_bps, ...others.map((rate) => rate.down_bps)),
    up_bps: Math.min(first.up_bps, ...others.map((rate) => rate.up_bps)),
  }
}

/** So many percent of a speed, each direction rounded once. */
export function scaleRate({ down_bps, up_bps }: Rate, percent: number): Rate {
  const scaled = (bps: number) => Math.min(Math.max(1, Math.round((bps * percent) / 100)), BPS_MAX)
  return { down_bps: scaled(down_bps), up_bps: scaled(up_bps) }
}

const bps = z.int().min(1).max(BPS_MAX)
export const rate = z.object({ down_bps: bps, up_bps: bps })
