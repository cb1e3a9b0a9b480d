/** One movement on a bank account, however its file wrote it down. */
export type StatementLine = {
  /** The bank's local day. */
  readonly day: string
  /** Into the account positive, out of it negative. */
  readonly cents: bigint
  /** The bank's own number for it, where the file has one. */
  readonly reference: string | null
  /** All that the bank says about it. */
  readonly words: string
  readonly payer: string | null
  /** What the account held after it, where the file says so. */
  readonly balance: bigint | null
}

export type Statement = {
  readonly kind: 'statement'
  /** The account as the file names it; null where it does not. */
  readonly account: string | null
  readonly currency: string | null
  readonly opening: bigint | null
  readonly closing: bigint | null
  readonly lines: readonly StatementLine[]
}

/** Why a file is none, with the line of the file where reading stopped. */
export type Unreadable = { readonly kind: 'unreadable'; readonly row: number; readonly why: string }

export const LINES_MAX = 5_000
export const WORDS_MAX = 500

export function unreadable(row: number, why: string): Unreadable {
  return { kind: 'unreadable', row, why }
}

/**
 * `1,234.50`, `1234.5`, `KES 20,000.00`, `(500.00)`, `500.00-`, `1.234,50`. Nothing where it is no amount: more than two decimals are
 * refused, never rounded.
 */
export function readAmount(given: string): bigint | undefined {
  let bare = given
    .trim()
    .replace(/^(?:KES|KSHS?)\.?\s*/i, '')
    .replaceAll(/\s/g, '')
  let sign = 1n
  const inBrackets = /^\((.+)\)$/.exec(bare)
  if (inBrackets) [sign, bare] = [-1n, inBrackets[1] ?? '']
  const minus = /^[-\u2212](.+)$|^(.+)[-\u2212]$/.exec(bare)
  if (minus) [sign, bare] = [-sign, minus[1] ?? minus[2] ?? '']
  bare = bare.replace(/^\+/, '').replace(/(?:CR|DR)$/i, '')
  const english = /^(\d{1,3}(?:,\d{3})+|\d{1,13})(?:\.(\d{1,2}))?$/.exec(bare)
  const continental = /^(\d{1,3}(?:\.\d{3})+|\d{1,13}),(\d{1,2})?$/.exec(bare)
  const found = english ?? continental
  if (!found) return undefined
  const whole = (found[1] ?? '').replaceAll(/[.,]/g, '')
  return sign * (BigInt(whole) * 100n + BigInt((found[2] ?? '').padEnd(2, '0')))
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** `2026-11-22`, `22/11/2026`, `22-11-26`, `22-Nov-2026`, each with a time behind it or not. Days come before months, as in Kenya. */
export function readDay(given: string): string | undefined {
  const bare = given.trim().split(/[T ](?=\d{1,2}:)/)[0] ?? ''
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(bare)
  if (iso) return dayOf(iso[1], iso[2], iso[3])
  const local = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{2}|\d{4})$/.exec(bare)
  if (local) return dayOf(local[3], local[2], local[1])
  const named = /^(\d{1,2})[-/. ]([A-Za-z]{3})[A-Za-z]*[-/., ]+(\d{2}|\d{4})$/.exec(bare)
  const month = named ? MONTHS.indexOf((named[2] ?? '').toLowerCase()) + 1 : 0
  return named && month > 0 ? dayOf(named[3], String(month), named[1]) : undefined
}

/** No account that anybody imports was kept outside these. */
const YEARS = { first: 1990, last: 2099 } as const

/** A day of a calendar, of years in which there are statements; a year of two digits is one of this century. */
export function dayOf(year = '', month = '', day = ''): string | undefined {
  const full = year.length === 2 ? `20${year}` : year
  if (Number(full) < YEARS.first || Number(full) > YEARS.last) return undefined
  try {
    return Temporal.PlainDate.from(
      { year: Number(full), month: Number(month), day: Number(day) },
      { overflow: 'reject' },
    ).toString()
  } catch {
    return undefined
  }
}

/** One line of words without what breaks pages: control signs, runs of blanks. */
export function tidyWords(...parts: readonly (string | null | undefined)[]): string {
  return parts
    .filter((part) => part !== null && part !== undefined)
    .join(' ')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, WORDS_MAX)
}
