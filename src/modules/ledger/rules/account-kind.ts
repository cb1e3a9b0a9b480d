import { must } from '#kernel/assert.ts'
import { ACCOUNT_KINDS, type AccountKind } from '../contract.ts'

/** The first digit of a code says the kind; 5 and above are expenses. */
export function kindOfCode(code: number): AccountKind {
  const place = Math.min(Math.floor(code / 1000), ACCOUNT_KINDS.length) - 1
  return must(ACCOUNT_KINDS[place], 'a code has four digits')
}
