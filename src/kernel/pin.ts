import { z } from 'zod'

/** KRA PIN: `A` for people, `P` for everybody else, nine digits, a check letter whose rule KRA does not publish. */
const KRA_PIN = /^[AP]\d{9}[A-Z]$/

/** The PIN as KRA writes it, or nothing when it is none. Blanks, dashes and small letters are forgiven. */
export function parsePin(given: string): string | undefined {
  const pin = given.replaceAll(/[\s-]/g, '').toUpperCase()
  return KRA_PIN.test(pin) ? pin : undefined
}

export const kraPin = z
  .string()
  .max(40)
  .overwrite((given) => parsePin(given) ?? given)
  .refine(
    (given) => KRA_PIN.test(given),
    'A KRA PIN is A or P, nine digits and a letter: P051234567X.',
  )
