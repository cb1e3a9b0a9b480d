import { z } from 'zod'

/** An address in one spelling: small letters, no blanks around. At most 254 characters (RFC 5321 §4.5.3.1.3). */
export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(z.regexes.email, 'An e-mail address such as info@example.co.ke.')
