import type { Holiday } from '../contract.ts'

type Announced = {
  readonly key: MoonKey
  readonly hijriYear: number
  readonly date: Temporal.PlainDate
}
type ClosedDay = { readonly id: string; readonly date: Temporal.PlainDate; readonly name: string }
type MoonKey = 'idd-ul-fitr' | 'idd-ul-azha'

/** Days of the Public Holidays Act (Cap. 110), First Schedule, as amended in 2024 (10 October: Mazingira Day). */
const FIXED = [
  { key: 'new-year', month: 1, day: 1, name: { en: "New Year's Day", sw: 'Mwaka Mpya' } },
  { key: 'labour-day', month: 5, day: 1, name: { en: 'Labour Day', sw: 'Siku ya Wafanyakazi' } },
  { key: 'madaraka-day', month: 6, day: 1, name: { en: 'Madaraka Day', sw: 'Siku ya Madaraka' } },
  {
    key: 'mazingira-day',
    month: 10,
    day: 10,
    name: { en: 'Mazingira Day', sw: 'Siku ya Mazingira' },
  },
  { key: 'mashujaa-day', month: 10, day: 20, name: { en: 'Mashujaa Day', sw: 'Siku ya Mashujaa' } },
  { key: 'jamhuri-day', month: 12, day: 12, name: { en: 'Jamhuri Day', sw: 'Siku ya Jamhuri' } },
  { key: 'christmas', month: 12, day: 25, name: { en: 'Christmas Day', sw: 'Krismasi' } },
  { key: 'boxing-day', month: 12, day: 26, name: { en: 'Boxing Day', sw: 'Siku ya Boxing' } },
] as const

const MOON = [
  { key: 'idd-ul-fitr', month: 10, day: 1, name: { en: 'Idd-ul-Fitr', sw: 'Idd-ul-Fitr' } },
  { key: 'idd-ul-azha', month: 12, day: 10, name: { en: 'Idd-ul-Azha', sw: 'Idd-ul-Azha' } },
] as const

/**
 * The public holidays and own closed days of one year, in order. A holiday on a Sunday makes the next day
 * that is no holiday one too (section 4 of the Act). Days that follow the moon are `expected` by the
 * Umm al-Qura calendar until staff enter what the Cabinet Secretary announced.
 */
export function holidaysOf(
  year: number,
  facts: { announced: readonly Announced[]; closedDays: readonly ClosedDay[] },
): Holiday[] {
  const lawful = lawfulDays(year, facts.announced)
  // Idd-ul-Azha on Sunday 31 December 2006 made 2 January 2007 free.
  const moved = observed([...lawfulDays(year - 1, facts.announced), ...lawful]).filter((holiday) =>
    holiday.date.startsWith(`${year}-`),
  )
  const own = facts.closedDays
    .filter((day) => day.date.year === year)
    .map((day): Holiday => ({
      key: day.id,
      date: day.date.toString(),
      name: { en: day.name, sw: day.name },
      kind: 'own',
      certainty: 'certain',
    }))
  return [...lawful, ...moved, ...own].toSorted(
    (a, b) => a.date.localeCompare(b.date) || a.key.localeCompare(b.key),
  )
}

/** The expected day that an announcement is about, if it is close enough to be one. */
export function announcementFor(
  key: MoonKey,
  date: Temporal.PlainDate,
): { hijriYear: number } | undefined {
  return [date.year - 1, date.year, date.year + 1]
    .flatMap((year) => expectedDays(year))
    .find((day) => day.key === key && Math.abs(day.date.until(date).days) <= SIGHTING_DAYS_MAX)
}

/** The moon is sighted a day early or late, the Gazette may move the day once more. */
export const SIGHTING_DAYS_MAX = 3

function lawfulDays(year: number, announced: readonly Announced[]): Holiday[] {
  return [...fixed(year), ...easter(year), ...moon(year, announced)]
}

function fixed(year: number): Holiday[] {
  return FIXED.map(({ key, month, day, name }) => ({
    key,
    date: new Temporal.PlainDate(year, month, day).toString(),
    name,
    kind: 'law',
    certainty: 'certain',
  }))
}

function easter(year: number): Holiday[] {
  const sunday = easterSunday(year)
  return [
    {
      key: 'good-friday',
      date: sunday.subtract({ days: 2 }).toString(),
      name: { en: 'Good Friday', sw: 'Ijumaa Kuu' },
      kind: 'law',
      certainty: 'certain',
    },
    {
      key: 'easter-monday',
      date: sunday.add({ days: 1 }).toString(),
      name: { en: 'Easter Monday', sw: 'Jumatatu ya Pasaka' },
      kind: 'law',
      certainty: 'certain',
    },
  ]
}

/** Gregorian computus (Meeus, Astronomical Algorithms, ch. 8). */
export function easterSunday(year: number): Temporal.PlainDate {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const sum = h + l - 7 * m + 114
  return new Temporal.PlainDate(year, Math.floor(sum / 31), (sum % 31) + 1)
}

/** A Gregorian year may hold the same feast twice (Idd-ul-Fitr in January and December 2033). */
function expectedDays(year: number) {
  const hijri = new Temporal.PlainDate(year, 1, 1).withCalendar('islamic-umalqura').year
  return [hijri, hijri + 1].flatMap((hijriYear) =>
    MOON.map(({ key, month, day, name }) => ({
      key,
      name,
      hijriYear,
      date: Temporal.PlainDate.from({
        calendar: 'islamic-umalqura',
        year: hijriYear,
        month,
        day,
      }).withCalendar('iso8601'),
    })),
  )
}

function moon(year: number, announced: readonly Announced[]): Holiday[] {
  // An announcement may move a day over New Year, so the neighbours' days are looked at too.
  const days = new Map(
    [year - 1, year, year + 1]
      .flatMap(expectedDays)
      .map((day) => [`${day.key} ${day.hijriYear}`, day]),
  )
  return [...days.values()].flatMap((day): Holiday[] => {
    const told = announced.find((a) => a.key === day.key && a.hijriYear === day.hijriYear)
    const date = told?.date ?? day.date
    if (date.year !== year) return []
    return [
      {
        key: day.key,
        date: date.toString(),
        name: day.name,
        kind: 'announced',
        certainty: told ? 'certain' : 'expected',
      },
    ]
  })
}

function observed(lawful: readonly Holiday[]): Holiday[] {
  const taken = new Set(lawful.map((holiday) => holiday.date))
  return lawful
    .filter((holiday) => Temporal.PlainDate.from(holiday.date).dayOfWeek === 7)
    .map((holiday) => {
      let date = Temporal.PlainDate.from(holiday.date)
      while (taken.has(date.toString())) date = date.add({ days: 1 })
      taken.add(date.toString())
      return {
        key: `${holiday.key}-observed`,
        date: date.toString(),
        name: {
          en: `${holiday.name.en} (observed)`,
          sw: `${holiday.name.sw} (siku ya mapumziko)`,
        },
        kind: 'observed',
        certainty: holiday.certainty,
      }
    })
}
