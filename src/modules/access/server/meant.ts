import { hash } from 'node:crypto'
import type { Allowance } from '#modules/network/contract.ts'
import { mayBeServed, type ServingReason } from '#modules/services/contract.ts'
import type { NetworkService } from '#modules/services/index.ts'
import { servedUntil } from '../rules/decide.ts'
import { unpaidAt } from '../rules/policy.ts'
import type { Told } from '../rules/told.ts'
import type { Allowances } from './allowances.ts'
import type { Picture } from './picture.ts'

/** What should become of a live session of a service now. */
export type Meant =
  | { readonly do: 'serve'; readonly allowance: Allowance; readonly told: Told }
  | { readonly do: 'end'; readonly because: ServingReason }

/** The same judgement as at the door, for those who are in already. */
export function meantNow(
  service: NetworkService,
  { picture, allowances }: { picture: Picture; allowances: Allowances },
  now_ms: number,
): Meant {
  const facts = allowances.servingFacts(service, now_ms)
  const serving = mayBeServed(facts, now_ms)
  const isKeptOut =
    serving.kind === 'walled-garden' && unpaidAt(picture.policy, service.access) === 'reject'
  if (serving.kind === 'denied' || isKeptOut) return { do: 'end', because: serving.because }
  const allowance = allowances.allowance(service, serving.kind, now_ms)
  const until_ms = servedUntil(facts, serving, now_ms)
  const ends_s = until_ms === null ? null : Math.ceil(until_ms / 1_000)
  return {
    do: 'serve',
    allowance,
    told: { serving: serving.kind, mark: markOf(allowance), ends_s },
  }
}

const OF_SESSION = new Set(['session_s', 'interim_s', 'class', 'quota'])
const marks = new Map<string, string>()
/** Most allowances are one object for thousands of sessions. */
const marked = new WeakMap<Allowance, string>()

/** Equal for allowances that a NAS cannot tell apart. What is left of a quota changes with every record, and is no change. */
export function markOf(allowance: Allowance): string {
  const before = marked.get(allowance)
  if (before !== undefined) return before
  const mark = markOfText(allowance)
  marked.set(allowance, mark)
  return mark
}

function markOfText(allowance: Allowance): string {
  const text = JSON.stringify(allowance, (fact, value: unknown) =>
    OF_SESSION.has(fact) ? undefined : value,
  )
  const known = marks.get(text)
  if (known !== undefined) return known
  if (marks.size >= 10_000) marks.clear()
  const mark = hash('sha256', text, 'hex').slice(0, 8)
  marks.set(text, mark)
  if (fresh.size < 10_000) fresh.set(mark, allowance)
  return mark
}

const fresh = new Map<string, Allowance>()

/** Marks that were made since the last call, with what they stand for: somebody writes them down, so that a mark can be read. */
export function freshMarks(): ReadonlyMap<string, Allowance> {
  const taken = new Map(fresh)
  fresh.clear()
  return taken
}
