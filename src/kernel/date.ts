import { z } from 'zod'

/**
 * A day as it travels: `2026-11-20`. Of the years in which anything here happens; PostgreSQL has no year 0, and a year that is mistyped as 0206
 * is asked for again and not kept.
 */
export const date = z.iso
  .date()
  .refine((day) => day >= '1900' && day < '2200', { error: 'A day from 1900 to 2199.' })
