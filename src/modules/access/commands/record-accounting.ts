import { newId } from '#kernel/id.ts'
import { recordAddressUses, type AddressUse } from '#modules/network/index.ts'
import { countUsage, type Decided } from '#modules/usage/index.ts'
import type { Tx } from '#platform/tx.ts'
import { type Delta, merge, type Stay } from '../rules/account.ts'
import type { Heard } from '../rules/hear.ts'
import {
  insertSessions,
  type KeptSession,
  lockSessions,
  retireSessions,
  type StoredSession,
  updateSessions,
} from '../store.ts'
import { buriedSessions, unbury } from '../store/buried.ts'
import { tellSessions } from './tell-sessions.ts'

/** What a batch of records added to the usage of one session. */
export type SessionDelta = Delta & { readonly sessionId: string; readonly serviceId: string | null }

export type Recorded = {
  readonly deltas: readonly SessionDelta[]
  /** Where the services of the batch stand now whose plans count anything. */
  readonly usage: readonly Decided[]
}

/** Another process added the same session meanwhile. The code makes the unit start over, with that session in view. */
class Overtaken extends Error {
  readonly code = '40001'
}

/**
 * Records what NASes account for, and counts it: one batch, one commit, a handful of statements however many records. The edge
 * answers a NAS only after the commit (RFC 2866 §4.1), so what was acknowledged is never lost, and what was
 * not comes again and is recognised.
 */
export async function recordAccounting(
  tx: Tx,
  batch: readonly Heard[],
  by = 'somebody',
): Promise<Recorded> {
  const deltas: SessionDelta[] = []
  for (let rest = batch; rest.length > 0;) rest = await recordSome(tx, rest, deltas)
  const turned = batch.filter(({ kind }) => kind !== 'interim').map(({ key }) => key)
  tellSessions(tx, by, [...new Set(turned)])
  return { deltas, usage: await countUsage(tx, deltas) }
}

/** Gives what is left of the batch: from where a session that is not stored yet gives way to another of its key. */
async function recordSome(
  tx: Tx,
  batch: readonly Heard[],
  deltas: SessionDelta[],
): Promise<readonly Heard[]> {
  const keys = [...new Set(batch.map(({ key }) => key))].toSorted()
  const stored = await lockSessions(tx, keys)
  const buried = await buriedSessions(tx, goingOn(batch, stored))
  const past: StoredSession[] = []
  const back: StoredSession[] = []
  const kept = new Map<string, KeptSession>()
  let rest: readonly Heard[] = []

  for (const [place, heard] of batch.entries()) {
    const known = kept.get(heard.key) ?? stored.get(heard.key) ?? fromPast(buried, heard)
    const merged = merge(known?.stay ?? null, heard)
    if (known && merged.kind === 'another') {
      if (stored.get(heard.key)?.id !== known.id) {
        rest = batch.slice(place)
        break
      }
      past.push({ ...known, stay: merged.past })
    }
    if (known && known === buried.get(heard.key)) back.push(known)
    const goesOn = known && merged.kind === 'same' ? known : null
    const session: KeptSession = {
      id: goesOn?.id ?? newId(tx.now),
      key: heard.key,
      serviceId: goesOn?.serviceId ?? heard.serviceId,
      stay: merged.stay,
      heard,
    }
    kept.set(heard.key, session)
    const delta = isFound(goesOn, session) ? whole(merged.stay) : merged.delta
    // Promises are made to the Class that a session is given before it has a row.
    const sessionId = heard.class ?? session.id
    if (delta) deltas.push({ sessionId, serviceId: session.serviceId, ...delta })
  }

  await unbury(tx, back)
  await write(tx, [...kept.values()], stored, past)
  return rest
}

/** Keys of sessions that are not known any more, and of which something else than a beginning is told. */
function goingOn(batch: readonly Heard[], stored: ReadonlyMap<string, unknown>): string[] {
  const late = batch.filter(({ kind, key }) => kind !== 'start' && !stored.has(key))
  return [...new Set(late.map(({ key }) => key))]
}

/** One that we took for dead and buried, and that is the same by what its NAS tells: a site was cut off for days. */
function fromPast(buried: ReadonlyMap<string, StoredSession>, heard: Heard) {
  const found = buried.get(heard.key)
  return found && merge(found.stay, heard).kind === 'same' ? found : undefined
}

/** Whose session it is, is known only now: what it moved before was counted for nobody. */
function isFound(before: StoredSession | null, now: KeptSession): boolean {
  return before !== null && before.serviceId === null && now.serviceId !== null
}

function whole({ up, down, startedAt_ms, heardAt_ms }: Stay): Delta {
  return { up: up.total, down: down.total, from_ms: startedAt_ms, to_ms: heardAt_ms }
}

async function write(
  tx: Tx,
  kept: readonly KeptSession[],
  stored: ReadonlyMap<string, StoredSession>,
  past: readonly StoredSession[],
) {
  const isStored = ({ id, key }: KeptSession) => stored.get(key)?.id === id
  const fresh = kept.filter((session) => !isStored(session))
  await retireSessions(tx, past)
  const added = await insertSessions(tx, fresh)
  if (added < fresh.length) throw new Overtaken('another process added one of these sessions')
  await updateSessions(tx, kept.filter(isStored))
  await recordAddressUses(
    tx,
    kept.filter((session) => !isStored(session) || session.stay.end).flatMap(useOf),
  )
}

/** Who had which address from when to when, for those who may ask later. */
function useOf({ id, serviceId, stay, heard }: KeptSession): AddressUse[] {
  const addresses = [heard.ipv4, heard.ipv6Prefix, heard.delegatedPrefix]
  const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(Math.round(ms))
  return addresses
    .filter((address) => address !== null)
    .map((address) => ({
      ...{ sessionId: id, address, nasId: heard.nasId, startedAt: at(stay.startedAt_ms) },
      ...(serviceId !== null && { serviceId }),
      ...(heard.station !== null && { mac: heard.station }),
      ...(stay.end && { endedAt: at(stay.end.at_ms) }),
    }))
}
