import { audit } from '#platform/audit.ts'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import type { Tx } from '#platform/tx.ts'
import type { announceHoliday as endpoint } from '../contract.ts'
import { calendarChanged } from '../events.ts'
import { farFromTheMoon } from '../refusals.ts'
import { announcementFor, SIGHTING_DAYS_MAX } from '../rules/holidays.ts'
import { putAnnouncement } from '../store.ts'

/** Enters the day that the Gazette gave a feast. A later announcement for the same feast replaces it. */
export async function announceHoliday(tx: Tx, input: ParsedInputOf<typeof endpoint>) {
  const date = Temporal.PlainDate.from(input.date)
  const feast = announcementFor(input.key, date)
  if (!feast) throw farFromTheMoon({ days: SIGHTING_DAYS_MAX })
  await putAnnouncement(tx, { key: input.key, hijri_year: feast.hijriYear, date })
  audit(tx, {
    objects: [{ table: 'organization.announced_holiday', id: `${input.key} ${feast.hijriYear}` }],
  })
  tx.emit(calendarChanged, {})
}
