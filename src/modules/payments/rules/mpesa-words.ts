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

/** An amount in any of its spellings (`1`, `1.00`, `"5.00"`, `"20,000.00"`), exactly; undefined where it is no amount of money. */
export function readMpesaAmount(given: unknown): bigint | undefined {
  if (typeof given !== 'string' && typeof given !== 'number') return undefined
  const text = String(given).replaceAll(',', '').trim()
  // More places than cents are taken only where they say nothing: "5.000".
  const shortened = text.replace(/^(\d+\.\d\d)0+$/, '$1').replace(/^(\d+)\.(\d)$/, '$1.$20')
  return parseMoney(shortened)?.cents
}

/** What is known of the payer's phone: all of it, its hash, or its ends. */
export type PayerPhone =
  | { readonly kind: 'whole'; readonly e164: string }
  /** SHA-256 in hex of the twelve digits, without salt (C2B version 1). */
  | { readonly kind: 'hash'; readonly hash: string }
  /** `2547 ***** 126`: good for a hint to people, never for deciding. */
  | { readonly kind: 'masked'; readonly begins: string; readonly ends: string }
  | { readonly kind: 'nothing' }

export function readPayerPhone(given: unknown): PayerPhone {
  const text =
    typeof given === 'number' ? String(given) : typeof given === 'string' ? given.trim() : ''
  if (/^[0-9a-f]{64}$/i.test(text)) return { kind: 'hash', hash: text.toLowerCase() }
  const masked = /^\+?(\d{3,8})[\s*]*\*[\s*]*(\d{2,4})$/.exec(text)
  if (masked) return { kind: 'masked', begins: masked[1] ?? '', ends: masked[2] ?? '' }
  const digits = text.replaceAll(/[\s+()-]/g, '')
  const mobile = /^(?:254|0)?([17]\d{8})$/.exec(digits)
  return mobile ? { kind: 'whole', e164: `+254${mobile[1]}` } : { kind: 'nothing' }
}

/**
 * What may stand in a prompt as the account: twelve letters and digits. Subscribers' and services' numbers fit; what does
 * not is cut, because the prompt is matched by its id and not by this.
 */
export function promptAccount(number: string): string {
  return number.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 12)
}

/** A prompt takes whole shillings, and never asks for less than is owed. */
export function wholeShillings(cents: bigint): bigint {
  return (cents + 99n) / 100n
}
