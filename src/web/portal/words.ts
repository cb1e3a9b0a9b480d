import { formatMoney, kes, type MoneyOnWire } from '#kernel/money.ts'
import type { Say } from '#web/portal/texts.ts'

type Language = 'en' | 'sw'
const LOCALES = { en: 'en-KE', sw: 'sw-KE' } as const

export function moneyText(amount: MoneyOnWire, language: Language): string {
  return formatMoney(kes(BigInt(amount.cents)), language).replace(/[.,]00$/, '')
}

/** What somebody typed as whole shillings, without the commas and spaces that people write: `1,500` → `1500`. */
export function shillingsOf(typed: string): string {
  return typed.replaceAll(/[,\s]/g, '')
}

/** `Mon, 23 Nov, 00:30` in `zone`, that of the ISP: whoever pays from abroad reads the same time as the office. */
export function momentText(at: string, language: Language, zone: string): string {
  return Temporal.Instant.from(at)
    .toZonedDateTimeISO(zone)
    .toLocaleString(LOCALES[language], {
      ...{ weekday: 'short', day: 'numeric', month: 'short' },
      ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    })
}

export function dayText(day: string, language: Language): string {
  return Temporal.PlainDate.from(day).toLocaleString(LOCALES[language], {
    ...{ day: 'numeric', month: 'short', year: 'numeric' },
  })
}

/** `12.4 GB`, in steps of a thousand, as plans are sold. */
export function bytesText(bytes: string): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = Number(bytes)
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`
}

export function rateText({ down_bps, up_bps }: { down_bps: number; up_bps: number }): string {
  const mega = (bps: number) => String(Math.round(bps / 100_000) / 10)
  return `${mega(down_bps)} / ${mega(up_bps)} Mbps`
}

/** How long something lasts, in the largest unit that says enough. */
export function leftText(until: string, now: Temporal.Instant, say: Say): string {
  const left = now.until(Temporal.Instant.from(until)).total('minutes')
  const minutes = Math.max(0, Math.floor(left))
  if (minutes >= 48 * 60) return say('daysLeft', { count: Math.floor(minutes / 1440) })
  if (minutes >= 24 * 60) return say('dayLeft')
  if (minutes >= 120) return say('hoursLeft', { count: Math.floor(minutes / 60) })
  return say('minutesLeft', { count: minutes })
}
