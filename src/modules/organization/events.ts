import { z } from 'zod'
import { id } from '#kernel/id.ts'
import { defineEvent } from '#platform/events.ts'

const site = z.object({ siteId: id })

export const identityChanged = defineEvent('organization.identity-changed', z.object({}))
export const regionChanged = defineEvent(
  'organization.region-changed',
  z.object({ timeZone: z.string() }),
)
export const brandChanged = defineEvent('organization.brand-changed', z.object({}))
export const calendarChanged = defineEvent('organization.calendar-changed', z.object({}))
export const siteOpened = defineEvent('organization.site-opened', site)
export const siteChanged = defineEvent('organization.site-changed', site)
export const siteArchived = defineEvent('organization.site-archived', site)
export const siteRestored = defineEvent('organization.site-restored', site)
export const settingChanged = defineEvent(
  'organization.setting-changed',
  z.object({ key: z.string(), how: z.enum(['change', 'reset', 'undo']) }),
)
