import { recordNasHeard, type RouterAnswer, type RouterSession } from '#modules/network/index.ts'
import { settingValue } from '#modules/organization/index.ts'
import type { Tx } from '#platform/tx.ts'
import type { Unaccounted } from '../contract/looks.ts'
import { sessionsOnNas, unaccountedAt } from '../queries/looks.ts'
import { interim_s } from '../queries/policy.ts'
import { afterAnswer, afterSilence } from '../rules/breaker.ts'
import { compareWithRouter } from '../rules/compare-with-router.ts'
import { breakerOf, noteAsked, putLook, strangersAt } from '../store/looks.ts'
import { concludeSessions } from './conclude-sessions.ts'

export type Looked = {
  readonly nasId: string
  readonly askedAt: Temporal.Instant
  readonly answer: RouterAnswer
  /** Keys of sessions that somebody doubts, and who. */
  readonly doubted: readonly string[]
  readonly by: 'round' | 'door' | 'staff'
}

/** A list may be some seconds older than its arrival. */
const ENDED_LATELY_s = 120
/** More are counted, and not named. */
const NAMED_MAX = 100

/**
 * A router has said which sessions it has, or nothing. Ours that it does not have end where they were last heard, unless something has been
 * heard of them since it was asked; its own that we do not have are noted, because somebody is online whom nobody accounts for.
 */
export async function recordLook(tx: Tx, looked: Looked): Promise<void> {
  const { nasId, askedAt, answer } = looked
  if (answer.kind !== 'listed') return recordSilence(tx, looked, answer)
  const endedSince = askedAt.subtract({ seconds: ENDED_LATELY_s })
  const usual_s = await settingValue(tx, interim_s)
  const { gone, there, strangers } = compareWithRouter({
    ours: await sessionsOnNas(tx, { nasId, endedSince, usual_s }),
    theirs: answer.sessions,
    doubted: new Set(looked.doubted),
    askedAt_ms: askedAt.epochMilliseconds,
  })
  const why = { cause: 'Gone-At-NAS', by: 'worker' }
  const ended = await concludeSessions(tx, { keys: gone, unheardSince: askedAt, ...why })
  const named = await sinceWhen(tx, nasId, strangers.slice(0, NAMED_MAX))
  await putLook(tx, {
    ...{ nasId, outcome: 'listed', said: null, breaker: afterAnswer() },
    list: {
      ...{ listed: answer.sessions.length, ended, unaccounted: strangers.length },
      unaccounted_sealed: tx.vault.sealJson(strangersAt(nasId), named),
    },
  })
  if (looked.by === 'staff') {
    const isThere = (key: string) => there.includes(key)
    const tooNew = looked.doubted.filter((key) => !isThere(key) && !gone.includes(key))
    await noteAsked(tx, looked.doubted.filter(isThere), { what: 'asked', said: null })
    await noteAsked(tx, tooNew, { what: 'unasked', said: 'heard-just-now' })
  }
  await recordNasHeard(tx, [{ nasId, confirmedAt: tx.now }])
}

async function recordSilence(
  tx: Tx,
  { nasId, doubted, by }: Looked,
  { kind, said }: Exclude<RouterAnswer, { kind: 'listed' }>,
): Promise<void> {
  const before = await breakerOf(tx, nasId)
  // A router that says no is there.
  const breaker =
    kind === 'refused' ? afterAnswer() : afterSilence(before, tx.now.epochMilliseconds)
  await putLook(tx, { nasId, outcome: kind, said, breaker })
  if (by === 'staff') await noteAsked(tx, doubted, { what: 'unasked', said })
  await recordNasHeard(tx, [{ nasId, trouble: { what: `Its API: ${said}.`, at: tx.now } }])
}

/** Who was there without our knowledge the last time already has been so since then. */
async function sinceWhen(
  tx: Tx,
  nasId: string,
  strangers: readonly RouterSession[],
): Promise<Unaccounted[]> {
  const before = await unaccountedAt(tx, nasId)
  const since = new Map(before.map((session) => [identityOf(session), session.since]))
  return strangers.map((session) => ({
    ...session,
    since: since.get(identityOf(session)) ?? tx.now.toString(),
  }))
}

function identityOf({ userName, nasSession, station }: RouterSession): string {
  return `${userName} ${nasSession} ${station}`
}
