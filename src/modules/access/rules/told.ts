import type { ServingKind } from '#modules/services/contract.ts'

/**
 * What a NAS was told about a session, short enough to travel in Class: it comes back with every record, so that whichever
 * process hears of the session knows what the NAS obeys, also after a restart of everything.
 */
export type Told = {
  readonly serving: ServingKind
  /** Of all that is said alike to many sessions: speeds, lists, pools. Equal marks are equal words. */
  readonly mark: string
  /** When the NAS will end the session by itself; null: never. Epoch seconds. */
  readonly ends_s: number | null
}

const LETTERS = { full: 'f', throttled: 't', 'walled-garden': 'w', denied: 'd' } as const
const KINDS = new Map(
  Object.entries(LETTERS).map(([kind, letter]) => [letter as string, kind as ServingKind]),
)
const FORM = /^([ftwd])([0-9a-f]{8})(?:-([0-9a-z]{1,9}))?$/

export function formatTold({ serving, mark, ends_s }: Told): string {
  return `${LETTERS[serving]}${mark}${ends_s === null ? '' : `-${ends_s.toString(36)}`}`
}

export function parseTold(text: string): Told | null {
  const [, letter = '', mark = '', end] = FORM.exec(text) ?? []
  const serving = KINDS.get(letter)
  if (!serving) return null
  return { serving, mark, ends_s: end === undefined ? null : Number.parseInt(end, 36) }
}

/** Clocks differ, and time passes on the way. */
const SLACK_s = 60

/** Whether a NAS obeys what is meant now. An end that is further off than meant, or nearer, is not obeyed either. */
export function isObeyed(told: Told, meant: Told): boolean {
  if (told.serving !== meant.serving || told.mark !== meant.mark) return false
  // Who may be served for ever and is told an hour must be told again before it is over; a garden's hour begins anew by itself.
  if (meant.serving === 'walled-garden') return true
  if (told.ends_s === null || meant.ends_s === null) return told.ends_s === meant.ends_s
  return Math.abs(told.ends_s - meant.ends_s) <= SLACK_s
}
