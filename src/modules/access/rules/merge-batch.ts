import { newId } from '#kernel/id.ts'
import type { KeptSession, StoredSession, Writing } from '../store/accounted.ts'
import { type Delta, merge, type Stay } from './account.ts'
import type { Heard } from './hear.ts'

/** What a batch of records added to the usage of one session. */
export type SessionDelta = Delta & { readonly sessionId: string; readonly serviceId: string | null }

/** The sessions of a batch after it, by their keys, and what has to be done so that the table says the same. */
export type MergedBatch = {
  readonly kept: ReadonlyMap<string, KeptSession>
  readonly deltas: readonly SessionDelta[]
  /** Stored ones that give way to others of their keys. */
  readonly past: readonly StoredSession[]
  /** Buried ones that go on after all. */
  readonly back: readonly StoredSession[]
  /** From where a session that is not stored yet would give way to another of its key. */
  readonly rest: readonly Heard[]
}

/** What is known of sessions before a batch, by their keys. */
export type Before = {
  readonly stored: Pick<ReadonlyMap<string, StoredSession>, 'get'>
  readonly buried: ReadonlyMap<string, StoredSession>
}

/** What is known of the sessions of a batch after each of its records, in their order. All of them are written together. */
export function mergeBatch(
  batch: readonly Heard[],
  { stored, buried }: Before,
  { now, written }: { readonly now: Temporal.Instant; readonly written: Writing },
): MergedBatch {
  const kept = new Map<string, KeptSession>()
  const deltas: SessionDelta[] = []
  const past: StoredSession[] = []
  const back: StoredSession[] = []
  for (const [place, heard] of batch.entries()) {
    const { key } = heard
    const known: StoredSession | undefined =
      kept.get(key)?.session ?? stored.get(key) ?? fromPast(buried, heard)
    const merged = merge(known?.stay ?? null, heard)
    if (known && merged.kind === 'another') {
      if (stored.get(key)?.id !== known.id)
        return { kept, deltas, past, back, rest: batch.slice(place) }
      past.push({ ...known, stay: merged.past })
    }
    if (known && known === buried.get(key)) back.push(known)
    const goesOn = known && merged.kind === 'same' ? known : null
    const session: StoredSession = {
      id: goesOn?.id ?? newId(now),
      // The same text, not another of the same letters: what is remembered is kept for long.
      key: goesOn?.key ?? key,
      serviceId: goesOn?.serviceId ?? heard.serviceId,
      stay: merged.stay,
      class: goesOn?.class ?? heard.class,
      ipv4: heard.ipv4 ?? goesOn?.ipv4 ?? null,
      ipv6Prefix: heard.ipv6Prefix ?? goesOn?.ipv6Prefix ?? null,
      delegatedPrefix: heard.delegatedPrefix ?? goesOn?.delegatedPrefix ?? null,
      written,
    }
    kept.set(key, { session, heard })
    const delta = isFound(goesOn, session) ? whole(merged.stay) : merged.delta
    if (!delta) continue
    const { up, down, from_ms, to_ms } = delta
    // Promises are made to the Class that a session is given before it has a row.
    const sessionId = heard.class ?? session.id
    deltas.push({ sessionId, serviceId: session.serviceId, up, down, from_ms, to_ms })
  }
  return { kept, deltas, past, back, rest: [] }
}

/** One that we took for dead and buried, and that is the same by what its NAS tells: a site was cut off for days. */
function fromPast(buried: ReadonlyMap<string, StoredSession>, heard: Heard) {
  const found = buried.get(heard.key)
  return found && merge(found.stay, heard).kind === 'same' ? found : undefined
}

/** Whose session it is, is known only now: what it moved before was counted for nobody. */
function isFound(before: StoredSession | null, now: StoredSession): boolean {
  return before !== null && before.serviceId === null && now.serviceId !== null
}

function whole({ up, down, startedAt_ms, heardAt_ms }: Stay): Delta {
  return { up: up.total, down: down.total, from_ms: startedAt_ms, to_ms: heardAt_ms }
}

/** Whether something came to be known late that the table does not hold yet. */
export function isFilled(before: StoredSession, now: StoredSession): boolean {
  return (
    before.serviceId !== now.serviceId ||
    before.class !== now.class ||
    before.ipv4 !== now.ipv4 ||
    before.ipv6Prefix !== now.ipv6Prefix ||
    before.delegatedPrefix !== now.delegatedPrefix
  )
}
