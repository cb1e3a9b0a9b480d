import type { NoticeName } from '../contract.ts'

/** What is on where the ISP has chosen nothing. Off: what would be a second text about the same. */
const OFF: ReadonlySet<NoticeName> = new Set(['service-renewed', 'usage-share', 'back'])

/** Of reminders, how many hours before. */
const LEADS: Partial<Record<NoticeName, number>> = { 'expires-soon': 48 }

export function byDefault(name: NoticeName): { isOn: boolean; leadHours: number | null } {
  return { isOn: !OFF.has(name), leadHours: LEADS[name] ?? null }
}

/** Nobody wants to be told today of what happened long ago: after an import, a killed worker, or a demo that is made in a minute. */
export const FRESH_hours = 12

/** Before a day of paid time ends there is nothing to be reminded of: it was bought this morning. */
export const SHORTEST_hours = 24

/** Reminders are never further ahead than this share of what was bought. */
export const LEAD_SHARE = 4
