import { parseMoney } from '#kernel/money.ts'

/** East Africa Time has no summer time; Daraja speaks nothing else. */
const EAT = 'Africa/Nairobi'

/** `YYYYMMDDHHmmss`. A clock in UTC here means a wrong password, and payments of the wrong month around midnight. */
export function mpesaTimestamp(at: Temporal.Instant): string {
  return at
    .toZonedDateTimeISO(EAT)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' })
    .replaceAll(/\D/g, '')
}

/** `YYYY-MM-DD HH:mm:ss`, as the Pull API takes it. */
export function pullTimestamp(at: Temporal.Instant): string {
  return at
    .toZonedDateTimeISO(EAT)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' })
    .replace('T', ' ')
}

/** Of M-Pesa. What says to be older is a clock that was never set. */
const FIRST_YEAR = 2007

/**
 * A moment in any of Daraja's spellings: `20231121121325`, `20191219102115` as a number, `06.07.2024 22:48:52`,
 * `2020-08-05T10:13:00Z`. All of them are EAT, the one that ends in Z too (it is the local time in the provider's own sample).
 */
export function readMpesaTime(given: string | number): Temporal.Instant | undefined {
  const text = String(given).trim()
  const compact = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text)
  const dotted = /^(\d\d)\.(\d\d)\.(\d{4}) (\d\d):(\d\d):(\d\d)$/.exec(text)
  const iso = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)/.exec(text)
  const [year, month, day, hour, minute, second] = dotted
    ? [dotted[3], dotted[2], dotted[1], dotted[4], dotted[5], dotted[6]].map(Number)
    : ((compact ?? iso)?.slice(1, 7).map(Number) ?? [])
  if (year === undefined || month === undefined || day === undefined) return undefined
  if (year < FIRST_YEAR) return undefined
  try {
    return Temporal.PlainDateTime.from(
      { year, month, day, hour: hour ?? 0, minute: minute ?? 0, second: second ?? 0 },
      { overflow: 'reject' },
    )
      .toZonedDateTime(EAT)
      .toInstant()
  } catch {
    return undefined
  }
}

/** `23-11-2026 14:05:09` or `2026-11-23 14:05:09`, as the organisation portal writes it; spreadsheets leave the seconds out. */
export function readStatementTime(given: string): Temporal.Instant | undefined {
  const text = given.trim()
  const found =
    /^(?<day>\d{1,2})[-/](?<month>\d{1,2})[-/](?<year>\d{4})[ T](?<time>\d{1,2}:\d\d(:\d\d)?)$/.exec(
      text,
    ) ??
    /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)[ T](?<time>\d{1,2}:\d\d(:\d\d)?)(\.\d+)?$/.exec(
      text,
    )
  const { year = '', month = '', day = '', time = '' } = found?.groups ?? {}
  const two = (part: string) => part.padStart(2, '0')
  const [hour = '', minute = '', second = '00'] = time.split(':')
  return readMpesaTime(`${year}-${two(month)}-${two(day)} ${two(hour)}:${minute}:${second}`)
}

/** An amount in any of its spellings (`1`, `1.00`, `"5.00"`, `"20,000.00"`), exactly; undefined where it is no amount of money. */
export function readMpesaAmount(given: unknown): bigint | undefined {
  if (typeof given !== 'string' && typeof given !== 'number') return undefined
  const text = String(given).replaceAll(',', '').trim()
  // More places than cents are taken only where they say nothing: "5.000".
  const shortened = text.replace(/^(\d+\.\d\d)0+$/, '$1').replace(/^(\d+)\.(\d)$/, '$1.$20')
  return parseMoney(shortened)?.cents
}

/**
 * What may stand in a prompt as the account: twelve letters and digits. Subscribers' and services' numbers fit; what does
 * not is cut, because the prompt is matched by its id and not by this.
 */
export function promptAccount(number: string): string {
  return number.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 12)
}

/** Safaricom's bound for one transaction. */
export const SHILLINGS_MAX = 250_000n

/** A prompt takes whole shillings, and never asks for less than is owed. */
export function wholeShillings(cents: bigint): bigint {
  return (cents + 99n) / 100n
}
