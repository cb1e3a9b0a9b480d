import { createHash } from 'node:crypto'

const EAT = 'Africa/Nairobi'
const SIGNS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** `YYYYMMDDHHmmss` in East Africa Time. */
export function mpesaTime(at: Temporal.Instant): string {
  const { year, month, day, hour, minute, second } = at.toZonedDateTimeISO(EAT)
  return (
    year + [month, day, hour, minute, second].map((part) => String(part).padStart(2, '0')).join('')
  )
}

/** `06.07.2024 22:48:52`, as results of orders say it. */
export function dottedTime(at: Temporal.Instant): string {
  const { year, month, day, hour, minute, second } = at.toZonedDateTimeISO(EAT)
  const two = (...parts: number[]) => parts.map((part) => String(part).padStart(2, '0'))
  return `${[...two(day, month), year].join('.')} ${two(hour, minute, second).join(':')}`
}

/** `YYYY-MM-DDTHH:mm:ssZ`, the Z a lie: it is East Africa Time, as in the documents of Pull. */
export function pullTime(at: Temporal.Instant): string {
  return `${at.toZonedDateTimeISO(EAT).toPlainDateTime().toString({ smallestUnit: 'second' })}Z`
}

/** The moment that a request of Pull means by `2020-08-04 8:36:00`. */
export function readPullTime(given: string): Temporal.Instant {
  const [date = '', time = ''] = given.split(' ')
  const padded = time
    .split(':')
    .map((part) => part.padStart(2, '0'))
    .join(':')
  return Temporal.PlainDateTime.from(`${date}T${padded}`).toZonedDateTime(EAT).toInstant()
}

/** Ten signs: year, month and day, then seven that no other receipt has. */
export function receiptOf(at: Temporal.Instant, count: number): string {
  const { year, month, day } = at.toZonedDateTimeISO(EAT)
  const head = [(year - 2006 + 10) % 36, month + 9, day].map((n) => SIGNS[n] ?? '0').join('')
  // Spread, so that receipts that follow each other do not look alike.
  let rest = (count * 48_271 + 11) % 36 ** 7
  let tail = ''
  for (let n = 0; n < 7; n++) {
    tail = (SIGNS[rest % 36] ?? '0') + tail
    rest = Math.floor(rest / 36)
  }
  return head + tail
}

export function masked(msisdn: string): string {
  return `${msisdn.slice(0, 4)} ***** ${msisdn.slice(-3)}`
}

export function hashed(msisdn: string): string {
  return createHash('sha256').update(msisdn).digest('hex')
}
