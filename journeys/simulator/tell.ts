import { instantOf } from './engine.ts'
import type { Deed } from './deeds.ts'
import type { Report, Simulation } from './simulate.ts'

/** What a run did, for people; and where it failed, the story of those concerned. */
export function tell(report: Report, plan: Simulation, took_ms: number): string {
  const { seed, deeds, refused, struck, looks, days, invoices, subscriberMonths, failure } = report
  const pace =
    took_ms > 0 ? `, ${(subscriberMonths / (took_ms / 1000)).toFixed(1)} subscriber-months/s` : ''
  const sums = `seed ${seed}: ${days} days, ${deeds} deeds (${refused} refused), ${struck} faults survived, ${invoices} invoices, ${looks} looks at everything, ${(took_ms / 1000).toFixed(1)} s${pace}`
  const kinds = [...report.kinds]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([kind, of]) => `${kind} ${of.done}${of.refused > 0 ? ` (+${of.refused} refused)` : ''}`)
  if (!failure) return `${sums}: the engine and the oracle agree.\n  ${kinds.join(', ')}`
  return [
    sums,
    `FAILED at ${instantOf(failure.at)} (zone ${plan.zone ?? 'Africa/Nairobi'}):`,
    ...failure.differences.slice(0, 12).map(({ who, what }) => `  ${who ?? 'town'}: ${what}`),
    'The story:',
    ...failure.story.slice(-25).map((deed) => `  ${line(deed)}`),
  ].join('\n')
}

function line({ at, who, ...deed }: Deed): string {
  const facts = JSON.stringify(deed, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  )
  return `${instantOf(at)} ${who} ${facts}`
}
