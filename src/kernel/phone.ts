import { z } from 'zod'

/**
 * Phone numbers in E.164 (`+254712345678`): one spelling for one number, so that search, sending and
 * matching of payments agree. Kenyans write 0712…, 0112…, 254712…, +254 712… and mean the same.
 * Carriers are not guessed: numbers move between them (CA's number portability).
 */
const E164 = /^\+[1-9]\d{6,14}$/
/** Mobile numbers start with 7 or 1 and have nine digits (CA numbering plan). */
const KENYAN_MOBILE = /^[17]\d{8}$/
/** Area code and number (20 2xxxxxx), and the toll-free and premium 800 and 900 ranges. */
const KENYAN_OTHER = /^(?:[2-6]\d{6,8}|[89]00\d{3,6})$/
const SEPARATORS = /[\s().\-\u00a0\u2010-\u2013\u202f]/g

/** The number in E.164, or nothing when it cannot be one. */
export function parsePhone(given: string): string | undefined {
  const bare = given.trim().replaceAll(SEPARATORS, '')
  if (!/^\+?\d+$/.test(bare)) return undefined
  const international = bare.startsWith('+')
    ? bare.slice(1)
    : bare.startsWith('00')
      ? bare.slice(2)
      : bare.startsWith('254') && bare.length >= 10
        ? bare
        : undefined
  if (international === undefined) return kenyan(bare.startsWith('0') ? bare.slice(1) : bare)
  // +254 0712… is often written and never dialled.
  if (international.startsWith('254')) return kenyan(international.slice(3).replace(/^0/, ''))
  return E164.test(`+${international}`) ? `+${international}` : undefined
}

function kenyan(national: string): string | undefined {
  return KENYAN_MOBILE.test(national) || KENYAN_OTHER.test(national) ? `+254${national}` : undefined
}

export function isKenyanMobile(e164: string): boolean {
  return e164.startsWith('+254') && KENYAN_MOBILE.test(e164.slice(4))
}

/** For reading: `0712 345 678` at home, `+44 7911 123456` abroad. */
export function formatPhone(e164: string): string {
  if (isKenyanMobile(e164)) {
    return `0${e164.slice(4, 7)} ${e164.slice(7, 10)} ${e164.slice(10)}`
  }
  if (e164.startsWith('+254')) return `0${e164.slice(4, 6)} ${e164.slice(6)}`
  // Without a table of country codes the groups are a guess, so foreign numbers stay as they are.
  return e164
}

export const phone = z
  .string()
  .max(40)
  .overwrite((given) => parsePhone(given) ?? given)
  .refine(
    (given) => parsePhone(given) === given,
    'A phone number such as 0712 345 678, or with its country: +44 7911 123456.',
  )
