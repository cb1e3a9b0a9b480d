import { decimalMoney, kes } from '#kernel/money.ts'
import type { Period } from '#kernel/period.ts'

export type Words = { readonly en: string; readonly sw: string }

/** `2,999` or `2,999.50`: as people write it in a sentence. */
function amount(cents: bigint): string {
  const [whole = '', fraction = '00'] = decimalMoney(kes(cents)).split('.')
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')
  return fraction === '00' ? grouped : `${grouped}.${fraction}`
}

const LOCALES = { en: 'en-KE', sw: 'sw-KE' } as const

/** Making a formatter costs more than using it a hundred times, and a bill run says thousands of dates. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string, language: keyof typeof LOCALES, hours: boolean) {
  const key = `${zone} ${language} ${hours}`
  const known = formats.get(key)
  if (known) return known
  const format = new Intl.DateTimeFormat(LOCALES[language], {
    ...{ timeZone: zone, day: 'numeric', month: 'short', year: 'numeric' },
    ...(hours && { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  })
  formats.set(key, format)
  return format
}

/**
 * `1 Dec 2026 – 31 Dec 2026`: what ends with a day names that day, as accountants do, and one whole day is one date. What ends within a day names it,
 * too; with the hours where it is shorter than two days.
 */
function dates({ from, to }: Period, zone: string, language: keyof Words): string {
  const [from_ms, to_ms] = [from.epochMilliseconds, to.epochMilliseconds]
  const { format } = formatOf(zone, language, false)
  const [first, last] = [format(from_ms), format(to_ms - 1)]
  const isDays = first !== format(from_ms - 1) && last !== format(to_ms)
  if (isDays && first === last) return first
  if (isDays || to_ms - from_ms >= 2 * 86_400_000) return `${first} – ${last}`
  const { format: withHours } = formatOf(zone, language, true)
  return `${withHours(from_ms)} – ${withHours(to_ms)}`
}

const METER_WORDS = {
  data: { en: 'data', sw: 'data' },
  down: { en: 'downloads', sw: 'upakuaji' },
  up: { en: 'uploads', sw: 'upakiaji' },
} as const

/** `12.4 GB of data` and `3 h 20 min online`, as meters are read by people. */
function amountUsed(
  meter: 'data' | 'down' | 'up' | 'time',
  quantity: bigint,
  language: keyof Words,
) {
  if (meter === 'time') {
    const [hours, minutes] = [quantity / 3600n, (quantity % 3600n) / 60n]
    return language === 'sw'
      ? `saa ${hours} na dakika ${minutes} mtandaoni`
      : `${hours} h ${minutes} min online`
  }
  // Hundredths of a GB, or of a MB below that, cut and never rounded up.
  const isLarge = quantity >= 1_000_000_000n
  const hundredths = quantity / (isLarge ? 10_000_000n : 10_000n)
  const number = `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`
  const unit = isLarge ? 'GB' : 'MB'
  return language === 'sw'
    ? `${unit} ${number} za ${METER_WORDS[meter].sw}`
    : `${number} ${unit} of ${METER_WORDS[meter].en}`
}

/** What usage is charged: `Office 50: 12.40 GB of data, 1 Nov – 1 Dec 2026`. `isLate`: of time that was invoiced before. */
export function usageWords(line: {
  name: Words
  meter: 'data' | 'down' | 'up' | 'time'
  quantity: bigint
  period: Period
  zone: string
  isLate: boolean
}): Words {
  const say = (language: keyof Words, late: string) =>
    `${line.name[language] || line.name.en}: ${amountUsed(line.meter, line.quantity, language)}${line.isLate ? late : ''}, ${dates(line.period, line.zone, language)}`
  return { en: say('en', ' that came to light later'), sw: say('sw', ' zilizojulikana baadaye') }
}

/** What a line charges for, so that somebody with the price list can check it: `12 of 31 days of Home 20 at 2,999`. */
export function lineWords(line: {
  /** The plan, or what else was sold. */
  name: Words
  quantity: bigint
  /** Before discounts. */
  list: bigint
  price: bigint
  period: Period | null
  /** Where only part of a period is charged: so much of so much, and what all of it costs. */
  part?: { left: bigint; of: bigint; unit: 'day' | 'millisecond'; whole: bigint }
  zone: string
}): Words {
  const say = (language: keyof Words) => {
    const is = language === 'sw'
    const many = line.quantity > 1n ? `${line.quantity} × ` : ''
    const name = `${many}${line.name[language] || line.name.en}`
    const { part } = line
    const what =
      part === undefined
        ? name
        : part.unit === 'day'
          ? is
            ? `Siku ${part.left} kati ya ${part.of} za ${name} kwa ${amount(part.whole)}`
            : `${part.left} of ${part.of} days of ${name} at ${amount(part.whole)}`
          : is
            ? `Saa ${hours(part.left)} kati ya ${hours(part.of)} za ${name} kwa ${amount(part.whole)}`
            : `${hours(part.left)} of ${hours(part.of)} hours of ${name} at ${amount(part.whole)}`
    const when = line.period ? `, ${dates(line.period, line.zone, language)}` : ''
    const off = line.list - line.price
    const less =
      off <= 0n || part !== undefined
        ? ''
        : is
          ? `; bei ${amount(line.list)}, punguzo ${amount(off)}`
          : `; list price ${amount(line.list)}, less ${amount(off)}`
    return `${what}${when}${less}`
  }
  return { en: say('en'), sw: say('sw') }
}

/** What a credit gives back of a line: `Not used: 12 of 31 days. Home 20, 20 Nov – 20 Dec 2026`. */
export function creditWords(
  line: Words,
  part: { left: bigint; of: bigint; unit: 'day' | 'millisecond' } | undefined,
): Words {
  if (!part || part.left === part.of)
    return { en: `Taken back: ${line.en}`, sw: `Imerudishwa: ${line.sw}` }
  const [left, of] = part.unit === 'day' ? [part.left, part.of] : [hours(part.left), hours(part.of)]
  const [en, sw] = part.unit === 'day' ? ['days', 'siku'] : ['hours', 'saa']
  return {
    en: `Not used: ${left} of ${of} ${en}. ${line.en}`,
    sw: `Hazikutumika: ${sw} ${left} kati ya ${of}. ${line.sw}`,
  }
}

const hours = (milliseconds: bigint) => milliseconds / 3_600_000n
