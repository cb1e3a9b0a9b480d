import type { StatementLine } from './line.ts'

/**
 * What tells each line of a file from all others of its account: day, amount, and the bank's reference, or else its words and balance; and
 * which of several equal ones it is. So two equal payments of a day are two, and both are the same two in the next file that overlaps.
 */
export function lineKeys(lines: readonly StatementLine[]): string[] {
  const seen = new Map<string, number>()
  return lines.map(({ day, cents, reference, words, balance }) => {
    const said = reference === null ? ['', words, String(balance ?? '')] : [reference.toUpperCase()]
    const same = JSON.stringify([day, String(cents), ...said])
    const which = (seen.get(same) ?? 0) + 1
    seen.set(same, which)
    return `${same} ${which}`
  })
}

/** References that tell one line of a file from all others of it, and may be receipts. */
export function tellingReferences(lines: readonly StatementLine[]): Set<string> {
  const counted = new Map<string, number>()
  for (const { reference } of lines)
    if (reference !== null) counted.set(reference, (counted.get(reference) ?? 0) + 1)
  return new Set(
    [...counted].flatMap(([reference, times]) =>
      times === 1 && reference.length >= 6 && /\d/.test(reference) ? [reference] : [],
    ),
  )
}
