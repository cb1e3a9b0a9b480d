import type { Validity } from '#modules/catalog/contract.ts'
import type { Words } from './words.ts'

/** One and many of each, with what Swahili puts between them and "first". */
const UNITS = {
  minute: { en: 'minute', one: 'dakika ya', many: 'dakika', of: 'za' },
  hour: { en: 'hour', one: 'saa ya', many: 'saa', of: 'za' },
  day: { en: 'day', one: 'siku ya', many: 'siku', of: 'za' },
  week: { en: 'week', one: 'wiki ya', many: 'wiki', of: 'za' },
  month: { en: 'month', one: 'mwezi wa', many: 'miezi', of: 'ya' },
  quarter: { en: 'quarter', one: 'robo mwaka ya', many: 'robo mwaka', of: 'za' },
  year: { en: 'year', one: 'mwaka wa', many: 'miaka', of: 'ya' },
} as const

/** What a price in an offer is for: `first month`, `first 30 days`. Later periods may cost something else. */
export function firstPeriod({ unit, count }: Pick<Validity, 'unit' | 'count'>): Words {
  if (unit === 'day30') return counted(count * 30, UNITS.day)
  return counted(count, UNITS[unit])
}

function counted(count: number, unit: (typeof UNITS)[keyof typeof UNITS]): Words {
  if (count === 1) return { en: `first ${unit.en}`, sw: `${unit.one} kwanza` }
  return { en: `first ${count} ${unit.en}s`, sw: `${unit.many} ${count} ${unit.of} kwanza` }
}
