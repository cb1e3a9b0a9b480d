import type { Counts } from '../contract.ts'

/** What notes and coins are worth. */
export function countedCents(counts: Counts): bigint {
  return counts.reduce((sum, { shillings, pieces }) => sum + BigInt(shillings * pieces) * 100n, 0n)
}

/** The same denomination twice is a slip of whoever counts, not twice the money. */
export function isTwice(counts: Counts): boolean {
  return new Set(counts.map(({ shillings }) => shillings)).size < counts.length
}
