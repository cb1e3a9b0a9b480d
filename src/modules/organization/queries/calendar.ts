import type { Read } from '#platform/tx.ts'
import { ANNOUNCED, businessHours, type Calendar, type Holiday } from '../contract.ts'
import { holidaysOf } from '../rules/holidays.ts'
import { isOpen } from '../rules/opening.ts'
import { must } from '#kernel/assert.ts'
import { regionNow, todayIn } from './organization.ts'

export async function calendarOf(read: Read, year?: number): Promise<Calendar> {
  const { timeZone } = await regionNow(read)
  const today = todayIn(read, timeZone)
  const stored = await read.sql
    .selectFrom('organization.hours')
    .select(['hours', 'version'])
    .executeTakeFirstOrThrow()
  const hours = businessHours.parse(stored.hours)
  const shown = year ?? today.year
  const holidays = await holidaysIn(read, shown)
  const now = read.now.toZonedDateTimeISO(timeZone)
  return {
    year: shown,
    holidays,
    hours,
    version: stored.version,
    today: today.toString(),
    openNow: isOpen(now, {
      hours,
      holidays: shown === today.year ? holidays : await holidaysIn(read, today.year),
    }),
  }
}

/** Public holidays and own closed days of one year, for every room that counts working days. */
export async function holidaysIn(read: Pick<Read, 'sql'>, year: number): Promise<Holiday[]> {
  const announced = await read.sql
    .selectFrom('organization.announced_holiday')
    .select(['key', 'hijri_year', 'date'])
    .execute()
  const closedDays = await read.sql
    .selectFrom('organization.closed_day')
    .select(['id', 'date', 'name'])
    .where('date', '>=', new Temporal.PlainDate(year, 1, 1))
    .where('date', '<=', new Temporal.PlainDate(year, 12, 31))
    .execute()
  return holidaysOf(year, {
    announced: announced.map((day) => ({
      key: must(
        ANNOUNCED.find((key) => key === day.key),
        'the check on the column allows only these',
      ),
      hijriYear: day.hijri_year,
      date: day.date,
    })),
    closedDays,
  })
}
