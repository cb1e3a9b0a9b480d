import { newId } from '#kernel/id.ts'
import { recordAddressUses, type AddressUse } from '#modules/network/index.ts'
import { countUsage, type Decided, type IspClock } from '#modules/usage/index.ts'
import type { Tx } from '#platform/tx.ts'
import { type Delta, merge, type Stay } from '../rules/account.ts'
import type { Heard } from '../rules/hear.ts'
import { retireSessions } from '../store.ts'
import {
  fillSessions,
  insertSessions,
  type KeptSession,
  lockSessions,
  type MovedSession,
  type StoredSession,
  updateSessions,
  type Writing,
} from '../store/accounted.ts'
import { rekeySessions } from '../store/again.ts'
import { buriedSessions, unbury } from '../store/buried.ts'
import { tellSessions } from './tell-sessions.ts'

/** What a batch of records added to the usage of one session. */
export type SessionDelta = Delta & { readonly sessionId: string; readonly serviceId: string | null }

export type Recorded = {
  readonly deltas: readonly SessionDelta[]
  /** Where the services of the batch stand now whose plans count anything. */
  readonly usage: readonly Decided[]
  /** The sessions of the batch as they are now, once it is committed. */
  readonly sessions: readonly StoredSession[]
}

export type RecordOptions = {
  /** Which process tells, so that it need not listen to itself. */
  readonly by?: string | undefined
  /** What the caller remembers to have written, and need not read again. What it does not remember of a beginning is taken for new. */
  readonly remembered?: Pick<ReadonlyMap<string, StoredSession>, 'get'> | undefined
  readonly clock?: IspClock | undefined
}

/** Somebody else wrote the same session meanwhile. The code makes the unit start over, with that session in view. */
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
  { by = 'somebody', remembered, clock }: RecordOptions = {},
): Promise<Recorded> {
  const deltas: SessionDelta[] = []
  const sessions = new Map<string, StoredSession>()
  let rest = batch
  // What is written here is not as it is remembered any more, so later parts are read.
  for (let mind = remembered; rest.length > 0; mind = undefined)
    rest = await recordSome(tx, rest, { remembered: mind, deltas, sessions })
  const turned = batch.filter(({ kind }) => kind !== 'interim').map(({ key }) => key)
  tellSessions(tx, by, [...new Set(turned)])
  const usage = await countUsage(tx, deltas, clock)
  return { deltas, usage, sessions: [...sessions.values()] }
}

type Soon = {
  readonly remembered: RecordOptions['remembered']
  readonly deltas: SessionDelta[]
  readonly sessions: Map<string, StoredSession>
}

/** Gives what is left of the batch: from where a session that is not stored yet gives way to another of its key. */
async function recordSome(
  tx: Tx,
  batch: readonly Heard[],
  { remembered, deltas, sessions }: Soon,
): Promise<readonly Heard[]> {
  const stored = await storedSessions(tx, batch, remembered)
  const buried = await buriedSessions(tx, goingOn(batch, stored))
  const past: StoredSession[] = []
  const back: StoredSession[] = []
  const kept = new Map<string, KeptSession>()
  const written: Writing = { xid: null }
  let rest: readonly Heard[] = []

  for (const [place, heard] of batch.entries()) {
    const { key } = heard
    const known: StoredSession | undefined =
      kept.get(key)?.session ?? stored.get(key) ?? fromPast(buried, heard)
    const merged = merge(known?.stay ?? null, heard)
    if (known && merged.kind === 'another') {
      if (stored.get(key)?.id !== known.id) {
        rest = batch.slice(place)
        break
      }
      past.push({ ...known, stay: merged.past })
    }
    if (known && known === buried.get(key)) back.push(known)
    const goesOn = known && merged.kind === 'same' ? known : null
    const session: StoredSession = {
      id: goesOn?.id ?? newId(tx.now),
      key,
      serviceId: goesOn?.serviceId ?? heard.serviceId,
      stay: merged.stay,
      class: goesOn?.class ?? heard.class,
      ipv4: heard.ipv4 ?? goesOn?.ipv4 ?? null,
      ipv6Prefix: heard.ipv6Prefix ?? goesOn?.ipv6Prefix ?? null,
      delegatedPrefix: heard.delegatedPrefix ?? goesOn?.delegatedPrefix ?? null,
      written,
    }
    kept.set(key, { session, heard })
    sessions.set(key, session)
    const delta = isFound(goesOn, session) ? whole(merged.stay) : merged.delta
    if (!delta) continue
    const { up, down, from_ms, to_ms } = delta
    // Promises are made to the Class that a session is given before it has a row.
    const sessionId = heard.class ?? session.id
    deltas.push({ sessionId, serviceId: session.serviceId, up, down, from_ms, to_ms })
  }

  await unbury(tx, back)
  written.xid = await write(tx, [...kept.values()], { stored, past, back })
  return rest
}

/** By key. What the caller remembers is checked when it is written; a beginning that it does not remember, when it is added. */
async function storedSessions(
  tx: Tx,
  batch: readonly Heard[],
  remembered: RecordOptions['remembered'],
): Promise<Map<string, StoredSession>> {
  const stored = new Map<string, StoredSession>()
  const unknown = new Set<string>()
  for (const { key, kind } of batch) {
    const session = remembered?.get(key)
    if (session) stored.set(key, session)
    else if (!remembered || kind !== 'start') unknown.add(key)
  }
  const locked = await lockSessions(tx, [...unknown].toSorted())
  const late = batch.filter(
    ({ key, kind }) => kind !== 'start' && unknown.has(key) && !locked.has(key),
  )
  const again = await lockSessions(tx, await rekeySessions(tx, late))
  for (const [key, session] of [...locked, ...again]) stored.set(key, session)
  return stored
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
function isFound(before: StoredSession | null, now: StoredSession): boolean {
  return before !== null && before.serviceId === null && now.serviceId !== null
}

function whole({ up, down, startedAt_ms, heardAt_ms }: Stay): Delta {
  return { up: up.total, down: down.total, from_ms: startedAt_ms, to_ms: heardAt_ms }
}

/** What was there, what has to go, and what comes back from the past. */
type Around = {
  readonly stored: ReadonlyMap<string, StoredSession>
  readonly past: readonly StoredSession[]
  readonly back: readonly StoredSession[]
}

/** Gives the transaction by which all of them were written. */
async function write(
  tx: Tx,
  kept: readonly KeptSession[],
  { stored, past, back }: Around,
): Promise<string> {
  const [fresh, known, filled]: [KeptSession[], MovedSession[], StoredSession[]] = [[], [], []]
  for (const one of kept) {
    const before = stored.get(one.session.key)
    if (before?.id !== one.session.id) fresh.push(one)
    else {
      known.push({ session: one.session, heard: one.heard, before })
      if (isFilled(before, one.session)) filled.push(one.session)
    }
  }
  const retired = await retireSessions(tx, past)
  const added = await insertSessions(tx, fresh)
  // In one order for all, so that two processes never wait for each other in a circle.
  known.sort((one, other) => (one.session.key < other.session.key ? -1 : 1))
  const moved = await updateSessions(tx, known)
  if (retired + added.written + moved.written < past.length + kept.length)
    throw new Overtaken('somebody wrote one of these sessions')
  await fillSessions(tx, filled)
  const isBack = new Set(back.map(({ id }) => id))
  await recordAddressUses(tx, [
    ...fresh.flatMap((one) => usesOf(one, isBack.has(one.session.id) ? 'again' : 'first')),
    ...known.flatMap((one) => (one.session.stay.end ? usesOf(one, 'again') : [])),
  ])
  return added.xid || moved.xid
}

/** Whether something came to be known late that the table does not hold yet. */
function isFilled(before: StoredSession, now: StoredSession): boolean {
  return (
    before.serviceId !== now.serviceId ||
    before.class !== now.class ||
    before.ipv4 !== now.ipv4 ||
    before.ipv6Prefix !== now.ipv6Prefix ||
    before.delegatedPrefix !== now.delegatedPrefix
  )
}

/** Who had which address from when to when, for those who may ask later. */
function usesOf({ session, heard }: KeptSession, told: 'first' | 'again'): AddressUse[] {
  const { id: sessionId, serviceId, stay, ipv4, ipv6Prefix, delegatedPrefix } = session
  const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(Math.round(ms))
  const about = {
    sessionId,
    nasId: heard.nasId,
    serviceId: serviceId ?? undefined,
    mac: heard.station ?? undefined,
    startedAt: at(stay.startedAt_ms),
    endedAt: stay.end ? at(stay.end.at_ms) : undefined,
    isFirst: told === 'first',
  }
  return [...new Set([ipv4, ipv6Prefix, delegatedPrefix])].flatMap((address) =>
    address === null ? [] : [{ address, ...about }],
  )
}
