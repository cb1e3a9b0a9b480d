import { z } from 'zod'

/**
 * Account numbers: seven digits and more, then a check digit by H. M. Damm's quasigroup (“Total anti-symmetrische
 * Quasigruppen”, 2004), which catches every wrong digit and every two neighbours swapped: what happens when a number
 * is read out on the phone or typed into a paybill.
 */
const DAMM = [
  [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
  [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
  [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
  [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
  [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
  [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
  [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
  [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
  [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
  [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
] as const

/** The state after all digits: the check digit of digits without one, 0 for digits with the right one. */
function damm(digits: string): number {
  let state = 0
  for (const digit of digits) state = DAMM[state]?.[Number(digit)] ?? 0
  return state
}

export function withCheckDigit(serial: bigint): string {
  return `${serial}${damm(String(serial))}`
}

/**
 * The number as it is kept, or nothing when it cannot be one. Forgives what phones and people add: blanks,
 * dashes, and the letters O, I and L where a digit is meant.
 */
export function parseNumber(given: string): string | undefined {
  const digits = given
    .toUpperCase()
    .replaceAll(/[\s.\-–]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  return /^[1-9]\d{7,11}$/.test(digits) && damm(digits) === 0 ? digits : undefined
}

/** For reading aloud and copying by hand: `1000 0017`. */
export function formatNumber(number: string): string {
  return number.replaceAll(/(\d{4})(?=\d)/g, '$1 ')
}

export const numberInput = z
  .string()
  .max(40)
  .overwrite((given) => parseNumber(given) ?? given)
  .refine(
    (given) => parseNumber(given) === given,
    'This is no account number: a digit is wrong or missing. Read it again, it is like 1000 0017.',
  )
