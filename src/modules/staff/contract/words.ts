import { z } from 'zod'
import { id } from '#kernel/id.ts'
import { text } from '#kernel/text.ts'

export const instant = z.iso.datetime({ offset: true })

export const personName = text({ max: 120 })
export const roleName = text({ max: 60 })

/**
 * A password as it is chosen. Taken exactly as typed (ASVS 5.0 V6.2.8), no rules of composition
 * (V6.2.5); what makes one too weak is in `rules/password.ts`.
 */
export const newPassword = z.string().min(8).max(128)
/** A password as it is given at sign-in: anything, so that a wrong one gets the same answer as any other. */
export const givenPassword = z.string().min(1).max(1024)

export const language = z.enum(['en', 'sw'])
export const timeFormat = z.enum(['24h', '12h'])
export const theme = z.enum(['system', 'light', 'dark'])

/** A one-time code as people type it: spaces and dashes do not matter. */
export const code = z
  .string()
  .max(64)
  .transform((typed) => typed.replaceAll(/[\s-]/g, ''))
  .pipe(z.string().min(6).max(32))

/** Which sites: `null` is all of them, also those that are opened later. */
export const siteIds = z.array(id).min(1).max(500).nullable()

export const heldRole = z.object({
  roleId: id,
  roleName: z.string(),
  siteIds,
  /** The end of a time-limited elevation; null for good. */
  until: instant.nullable(),
})

/** A role as it is given: at `siteIds` (null: everywhere), until `until` (null: for good). */
export const givenRole = z.object({
  roleId: id,
  siteIds: siteIds.default(null),
  until: instant.nullable().default(null),
})
