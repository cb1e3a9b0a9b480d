import { formatMoney, kes } from '#kernel/money.ts'

const LANGUAGES = { en: 'en-KE', sw: 'sw-KE' } as const

/**
 * Has the process read its tables of languages and zones before anybody waits: the first amount and the first date that are written cost up to a quarter of a
 * second, which would else be the first payment's.
 */
export function warmWords(at: Temporal.Instant): void {
  const local = at.toZonedDateTimeISO('Africa/Nairobi')
  for (const language of ['en', 'sw'] as const) {
    const locale = LANGUAGES[language]
    formatMoney(kes(100n), language)
    local.toLocaleString(locale, { weekday: 'short', day: 'numeric', month: 'short' })
    new Intl.DateTimeFormat(locale, { timeZone: local.timeZoneId, month: 'short' }).format(
      at.epochMilliseconds,
    )
  }
}
