import type { Tx } from '#platform/tx.ts'
import { withCheckDigit } from '../contract/number.ts'
import { nextSerials } from '../store.ts'

/** Account numbers that nobody has: subscribers and services draw from one series, so that one number means one thing. */
export async function newNumbers(tx: Tx, count: number): Promise<string[]> {
  return (await nextSerials(tx, count)).map(withCheckDigit)
}
