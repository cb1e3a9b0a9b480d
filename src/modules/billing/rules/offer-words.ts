import type { Validity } from '#modules/catalog/contract.ts'
import type { Words } from './words.ts'

const UNITS = {
  minute: { en: 'minute', sw: 'dakika' },
  hour: { en: 'hour', sw: 'saa' },
  day: { en: 'day', sw: 'siku' },
  week: { en: 'week', sw: 'wiki' },
  month: { en: 'month', sw: 'mwezi' },
  quarter: { en: 'quarter', sw: 'robo mwaka' },
  year: { en: 'year', sw: 'mwaka' },
} as const satisfies Record<Exclude<Validity['unit'], 'day30'>, Words>

/** How often something is charged: `each month`, `every 2 weeks`. */
export function eachPeriod({ unit, count }: Pick<Validity, 'unit' | 'count'>): Words {
  if (unit === 'day30') return counted(count * 30, { en: 'day', sw: 'siku' })
  return counted(count, UNITS[unit])
}

function counted(count: number, unit: Words): Words {
  if (count === 1) return { en: `each ${unit.en}`, sw: `kila ${unit.sw}` }
  const many = unit.sw === 'mwezi' ? 'miezi' : unit.sw === 'mwaka' ? 'miaka' : unit.sw
  return { en: `every ${count} ${unit.en}s`, sw: `kila ${many} ${count}` }
}
