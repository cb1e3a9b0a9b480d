import { formatBytes } from '#kernel/bytes.ts'
import { formatMoney, type Money as MoneyValue, type MoneyOnWire } from '#kernel/money.ts'
import { formatPhone } from '#kernel/phone.ts'
import { sayBps, type Rate as RateValue } from '#kernel/rate.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { useMe } from '#web/session.ts'
import { useNow } from '#web/state/clock.ts'
import { cn } from '#web/ui/cn.ts'
import {
  formatAgo,
  formatDay,
  formatDuration,
  formatInstant,
  formatInstantFully,
  formatSecond,
  type Clock,
} from '#web/ui/format.ts'
import { Tooltip } from '#web/ui/Tooltip.tsx'
import { useZone } from '#web/ui/zone.ts'

/** How this person reads time: the ISP's zone, their language, their choice of 12 or 24 hours. */
export function useClock(): Clock {
  return { language: useLanguage(), zone: useZone(), hours: useMe()?.timeFormat ?? '24h' }
}

/** An amount. `signed` colours what comes in and what goes out; the sign itself says it too. */
export function Money({ of, signed = false }: { of: MoneyValue | MoneyOnWire; signed?: boolean }) {
  const language = useLanguage()
  const amount = { cents: BigInt(of.cents), currency: of.currency }
  const text = formatMoney(amount, language)
  return (
    <span
      className={cn(
        'tnum whitespace-nowrap',
        signed && amount.cents < 0n && 'text-bad-text',
        signed && amount.cents > 0n && 'text-good-text',
      )}
    >
      {signed && amount.cents > 0n ? `+${text}` : text}
    </span>
  )
}

/** How much data: `1.5 GB`. Takes bytes, or their digits as the API sends them. */
export function DataVolume({ of }: { of: bigint | string }) {
  const language = useLanguage()
  return <span className="tnum whitespace-nowrap">{formatBytes(BigInt(of), language)}</span>
}

/** A speed, down and up. */
export function Rate({ of }: { of: RateValue }) {
  const language = useLanguage()
  const down = sayBps(of.down_bps, language)
  const up = sayBps(of.up_bps, language)
  return (
    <span className="tnum whitespace-nowrap">
      <span aria-hidden="true" className="text-soft">
        ↓
      </span>
      {down.amount} {down.unit !== up.unit && `${down.unit} `}
      <span aria-hidden="true" className="text-soft">
        ↑
      </span>
      {up.amount} {up.unit}
    </span>
  )
}

/** A number that can be called. */
export function Phone({ of }: { of: string }) {
  return (
    <a
      href={`tel:${of}`}
      className="tnum rounded-sm whitespace-nowrap hover:text-accent-text hover:underline"
    >
      {formatPhone(of)}
    </a>
  )
}

/** A moment, in the ISP's zone; the tooltip says it in full. */
export function DateTime({ at }: { at: string | Temporal.Instant }) {
  const clock = useClock()
  const instant = Temporal.Instant.from(at)
  return (
    <Tooltip text={formatInstantFully(instant, clock)}>
      <time dateTime={instant.toString()} className="tnum whitespace-nowrap">
        {formatInstant(instant, clock)}
      </time>
    </Tooltip>
  )
}

/** A moment of today to the second, for what happens many times a minute; the tooltip says it in full. */
export function ExactTime({ at }: { at: string | Temporal.Instant }) {
  const clock = useClock()
  const instant = Temporal.Instant.from(at)
  return (
    <Tooltip text={formatInstantFully(instant, clock)}>
      <time dateTime={instant.toString()} className="tnum whitespace-nowrap">
        {formatSecond(instant, clock)}
      </time>
    </Tooltip>
  )
}

/** How long ago, kept true while one looks; the tooltip says exactly when. */
export function RelativeTime({ at }: { at: string | Temporal.Instant }) {
  const t = useText()
  const clock = useClock()
  const now = useNow()
  const instant = Temporal.Instant.from(at)
  return (
    <Tooltip text={formatInstantFully(instant, clock)}>
      <time dateTime={instant.toString()} className="whitespace-nowrap">
        {formatAgo(instant, now, clock.language) ?? t('common.time.justNow')}
      </time>
    </Tooltip>
  )
}

/** A calendar day, `YYYY-MM-DD`, which has no zone. */
export function Day({ on }: { on: string | Temporal.PlainDate }) {
  const language = useLanguage()
  const day = Temporal.PlainDate.from(on)
  return (
    <time dateTime={day.toString()} className="tnum whitespace-nowrap">
      {formatDay(day, language)}
    </time>
  )
}

export function Duration({ seconds }: { seconds: number }) {
  const language = useLanguage()
  return <span className="tnum whitespace-nowrap">{formatDuration(seconds, language)}</span>
}
