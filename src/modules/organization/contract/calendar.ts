import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { text } from '#kernel/text.ts'
import { date, version } from './shapes.ts'

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const

/** `08:30`. A day may end at 24:00 and no later: night shifts are two days. */
const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'A time such as 08:30.')
const closingTime = z
  .string()
  .regex(
    /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/,
    'A time such as 17:00; 24:00 is the end of the day.',
  )

/** Null: closed that day. */
export const dayHours = z
  .object({ opens: clockTime, closes: closingTime })
  .refine((day) => day.opens < day.closes, {
    message: 'Closing comes after opening.',
    path: ['closes'],
  })
  .nullable()
export const businessHours = z.object({
  monday: dayHours,
  tuesday: dayHours,
  wednesday: dayHours,
  thursday: dayHours,
  friday: dayHours,
  saturday: dayHours,
  sunday: dayHours,
})
export type BusinessHours = z.infer<typeof businessHours>

/** Holidays of the Public Holidays Act (Cap. 110) whose day is announced each year by the Cabinet Secretary. */
export const ANNOUNCED = ['idd-ul-fitr', 'idd-ul-azha'] as const

export const holiday = z.object({
  /** `labour-day`, `idd-ul-fitr`, or the id of a day that we chose ourselves. */
  key: z.string(),
  date,
  name: z.object({ en: z.string(), sw: z.string() }),
  /** `law`: in the Act. `observed`: the Monday after a holiday on a Sunday. `own`: chosen by this ISP. */
  kind: z.enum(['law', 'observed', 'announced', 'own']),
  /** `expected` days follow the moon and become `certain` once staff enter what was announced. */
  certainty: z.enum(['certain', 'expected']),
})
export type Holiday = z.infer<typeof holiday>

export const calendar = z.object({
  year: z.int(),
  holidays: z.array(holiday),
  hours: businessHours,
  /** Of the hours; closed days and announcements need none. */
  version,
  today: date,
  openNow: z.boolean(),
})
export type Calendar = z.infer<typeof calendar>

const calendarYear = z.coerce.number().int().min(2000).max(2200)

export const readCalendar = endpoint({
  name: 'organization.read-calendar',
  method: 'GET',
  path: '/api/calendar',
  access: 'organization.read',
  summary:
    'Public holidays, own closed days and business hours of one year; this year unless said.',
  input: z.object({ year: calendarYear.optional() }),
  reply: calendar,
})

export const changeHours = endpoint({
  name: 'organization.change-hours',
  method: 'PUT',
  path: '/api/calendar/hours',
  access: 'organization.change-calendar',
  summary: 'Changes the hours in which people can reach us.',
  input: z.object({ hours: businessHours, version }),
  reply: calendar,
})

export const announceHoliday = endpoint({
  name: 'organization.announce-holiday',
  method: 'PUT',
  path: '/api/calendar/announcements/:key',
  access: 'organization.change-calendar',
  summary: 'Enters the day that was announced for Idd-ul-Fitr or Idd-ul-Azha.',
  input: z.object({ key: z.enum(ANNOUNCED), date }),
  reply: calendar,
})

export const closeDay = endpoint({
  name: 'organization.close-day',
  method: 'POST',
  path: '/api/calendar/closed-days',
  access: 'organization.change-calendar',
  summary: 'Adds a day on which this ISP is closed.',
  input: z.object({ date, name: text({ max: 80 }) }),
  reply: calendar,
})

export const reopenDay = endpoint({
  name: 'organization.reopen-day',
  method: 'DELETE',
  path: '/api/calendar/closed-days/:key',
  access: 'organization.change-calendar',
  summary: 'Takes a day of our own out of the calendar again.',
  input: z.object({ key: id }),
  reply: calendar,
})
