import { recordAddressUses } from '#modules/network/index.ts'
import { countUsage, type Decided, type IspClock } from '#modules/usage/index.ts'
import type { Tx } from '#platform/tx.ts'
import { freshAndKnown } from '../rules/batch-parts.ts'
import { usesLeft, usesOf } from '../rules/address-uses.ts'
import type { Heard } from '../rules/hear.ts'
import { isFilled, type MergedBatch, mergeBatch, type SessionDelta } from '../rules/merge-batch.ts'
import {
  fillSessions,
  insertSessions,
  lockSessions,
  type StoredSession,
  updateSessions,
  type Writing,
} from '../store/accounted.ts'
import { rekeySessions } from '../store/again.ts'
import { buriedSessions, unbury } from '../store/buried.ts'
import { retireSessions } from '../store/gone.ts'
import { tellSessions } from './tell-sessions.ts'

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
  const written: Writing = { xid: null }
  const merged = mergeBatch(batch, { stored, buried }, { now: tx.now, written })
  for (const [key, { session }] of merged.kept) sessions.set(key, session)
  deltas.push(...merged.deltas)
  await unbury(tx, merged.back)
  written.xid = await write(tx, merged, stored)
  return merged.rest
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

/** Gives the transaction by which all of them were written. */
async function write(
  tx: Tx,
  { kept, past }: MergedBatch,
  stored: ReadonlyMap<string, StoredSession>,
): Promise<string> {
  const { fresh, known } = freshAndKnown(kept, stored)
  const filled = known.filter(({ before, session }) => isFilled(before, session))
  const retired = await retireSessions(tx, past)
  const added = await insertSessions(tx, fresh)
  const moved = await updateSessions(tx, known)
  if (retired.length + added.written + moved.written < past.length + kept.size)
    throw new Overtaken('somebody wrote one of these sessions')
  await fillSessions(
    tx,
    filled.map(({ session }) => session),
  )
  await recordAddressUses(tx, [...retired.flatMap(usesOf), ...filled.flatMap(usesLeft)])
  return added.xid || moved.xid
}
