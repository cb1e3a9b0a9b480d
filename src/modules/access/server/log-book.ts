import { newId } from '#kernel/id.ts'
import type { NasHeard } from '#modules/network/index.ts'
import type { Gathered } from '../commands/record-log.ts'
import { dropWords } from '../queries/drop-words.ts'
import type { AttemptCount, DropCount, LoggedAttempt, Mark } from '../store/log.ts'
import type { Outcome } from './authorize.ts'
import type { Dropped } from './front.ts'
import { freshMarks } from './meant.ts'
import { Attr } from '#radius/numbers.ts'
import type { AccessNas } from './picture.ts'
import { plainText, stationOf } from './read-accounting.ts'
import type { ForwardedOutcome } from './roaming.ts'

/** Rows that one writing takes on; what is beyond is counted and has no row. */
const ROWS_MAX = 1_000
/** Different senders of dropped packets in one writing: sender addresses are easily made up. */
const SENDERS_MAX = 1_000
/** Rejects that are told apart at a time. */
const OPEN_MAX = 10_000
const MINUTE_ms = 60_000
const HOUR_ms = 60 * MINUTE_ms

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
type Row = Mutable<LoggedAttempt>
type When = 'authorizedAt' | 'accountedAt' | 'confirmedAt' | 'signedAt'
/** Times as numbers: a router is heard thousands of times before its row is written once. */
type Heard = Pick<NasHeard, 'nasId' | 'trouble'> & { [K in When]?: number }

/**
 * What happened at the door, gathered to be written now and then: rows for people to read, counts for what rows would
 * be too many for. Never grows beyond its bounds, whatever comes in.
 */
export class LogBook {
  private rows = new Map<string, Row>()
  /** Rejects of this minute, by who and why, whether or not they are written yet. */
  private readonly open = new Map<string, Row>()
  private counts = new Map<string, Mutable<AttemptCount>>()
  private drops = new Map<string, DropCount>()
  private heard = new Map<string, Heard>()

  note({ nas, asker, decision, at_ms, method, allowance, session_s }: Outcome): void {
    const isReject = decision.kind === 'reject'
    const reason = isReject ? decision.because : decision.serving.because
    this.keep({
      ...{ at_ms, nasId: nas.id, outcome: isReject ? 'reject' : 'accept', reason, method },
      serviceId: asker.known?.service.serviceId ?? null,
      ...{ userName: asker.userName, station: asker.station, nasPort: asker.nasPort },
      down_bps: allowance?.rate?.down_bps ?? null,
      up_bps: allowance?.rate?.up_bps ?? null,
      session_s,
    })
  }

  /** What another provider has decided about one of its own. */
  noteForwarded({ nas, request, reason, at_ms, guests }: ForwardedOutcome): void {
    const isAccepted = reason === 'home-accepts'
    this.keep({
      ...{ at_ms, nasId: nas.id, outcome: isAccepted ? 'accept' : 'reject', reason },
      ...{ method: 'proxy', serviceId: null, session_s: null },
      userName: request.text(Attr.UserName) ?? '',
      station: stationOf(request.text(Attr.CallingStationId)),
      nasPort: plainText(request.text(Attr.NasPortId)),
      down_bps: (isAccepted && guests?.rate?.down_bps) || null,
      up_bps: (isAccepted && guests?.rate?.up_bps) || null,
    })
  }

  private keep(attempt: Omit<Row, 'id' | 'count' | 'lastAt_ms'>): void {
    const { at_ms, nasId, userName, outcome, reason } = attempt
    const key = outcome === 'reject' ? openKey(nasId, userName, reason) : null
    const before = key !== null && this.open.get(key)
    if (before && at_ms - before.at_ms < MINUTE_ms) {
      before.count++
      before.lastAt_ms = at_ms
      this.rows.set(before.id, before)
      return this.count(nasId, { outcome, reason, at_ms, unlogged: 0 })
    }
    const isLogged = this.rows.size < ROWS_MAX
    this.count(nasId, { outcome, reason, at_ms, unlogged: isLogged ? 0 : 1 })
    if (!isLogged) return
    const id = newId(Temporal.Instant.fromEpochMilliseconds(at_ms))
    const row: Row = { ...attempt, id, count: 1, lastAt_ms: at_ms }
    this.rows.set(id, row)
    if (key !== null && this.open.size < OPEN_MAX) this.open.set(key, row)
  }

  drop({ reason, address, nas }: Dropped<AccessNas>, at_ms: number): void {
    const hour_ms = Math.floor(at_ms / HOUR_ms) * HOUR_ms
    const known = this.drops.has(`${hour_ms} ${address} ${reason}`)
    const from = known || this.drops.size < SENDERS_MAX ? address : ''
    const key = `${hour_ms} ${from} ${reason}`
    const count = (this.drops.get(key)?.count ?? 0) + 1
    const nasId = from === '' ? null : (nas?.id ?? null)
    this.drops.set(key, { hour_ms, address: from, reason, nasId, count, lastAt_ms: at_ms })
    // Retransmissions are no trouble, and a stranger’s packet says nothing of a router.
    if (nas && TROUBLES.has(reason)) this.trouble(nas.id, dropWords(reason), at_ms)
  }

  trouble(nasId: string, what: string, at_ms: number): void {
    const trouble = { what, at: Temporal.Instant.fromEpochMilliseconds(at_ms) }
    this.heard.set(nasId, { ...this.of(nasId), trouble })
  }

  /** A router was heard: asking, accounting, or confirming a change. */
  hear(nas: AccessNas, what: Exclude<When, 'signedAt'>, at_ms: number): void {
    const heard = this.of(nas.id)
    heard[what] = at_ms
    if (nas.signedAt === null && nas.trusts.some(({ learnt }) => learnt.signs))
      heard.signedAt = at_ms
  }

  /** All that has gathered; the book is empty after it. What was heard of routers waits for its own, longer round. */
  take(now_ms: number, heardToo: 'with-heard' | 'log-only'): Gathered {
    const heard = heardToo === 'with-heard' ? [...this.heard.values()].map(heardAt) : []
    if (heardToo === 'with-heard') this.heard = new Map()
    const gathered = {
      attempts: [...this.rows.values()].map((row) => ({ ...row })),
      counts: [...this.counts.values()],
      drops: [...this.drops.values()],
      marks: [...freshMarks()].map(([mark, { rate, priority, addressList }]): Mark => ({
        mark,
        ...{ down_bps: rate?.down_bps ?? null, up_bps: rate?.up_bps ?? null },
        ...{ priority: priority ?? null, addressList: addressList ?? null },
      })),
      heard,
    }
    for (const [key, row] of this.open) if (now_ms - row.at_ms >= MINUTE_ms) this.open.delete(key)
    this.rows = new Map()
    this.counts = new Map()
    this.drops = new Map()
    return gathered
  }

  private of(nasId: string): Heard {
    const heard = this.heard.get(nasId) ?? { nasId }
    this.heard.set(nasId, heard)
    return heard
  }

  private count(
    nasId: string,
    {
      outcome,
      reason,
      at_ms,
      unlogged,
    }: { outcome: 'accept' | 'reject'; reason: string; at_ms: number; unlogged: number },
  ): void {
    const minute_ms = Math.floor(at_ms / MINUTE_ms) * MINUTE_ms
    const key = `${minute_ms} ${nasId} ${outcome} ${reason}`
    const before = this.counts.get(key)
    if (before) {
      before.count++
      before.unlogged += unlogged
    } else {
      const of = { minute_ms, nasId, outcome, reason }
      this.counts.set(key, { ...of, count: 1, unlogged })
    }
  }
}

function openKey(nasId: string, userName: string, reason: string): string {
  return `${nasId} ${reason} ${userName}`
}

function heardAt({ nasId, trouble, ...times }: Heard): NasHeard {
  const moments = Object.entries(times).map(
    ([what, at_ms]) => [what, Temporal.Instant.fromEpochMilliseconds(at_ms)] as const,
  )
  return { nasId, ...(trouble && { trouble }), ...Object.fromEntries(moments) }
}

/** What says that a router and we do not understand each other, or that it sends more than we can take. */
const TROUBLES: ReadonlySet<string> = new Set([
  'authenticator-wrong',
  'message-authenticator-wrong',
  'message-authenticator-missing',
  'message-authenticator-malformed',
  'proxy-state-unsigned',
  'eap-unsigned',
  'queue-full',
  'over-share',
])

export function isEmpty({ attempts, counts, drops, marks, heard }: Gathered): boolean {
  return [attempts, counts, drops, marks, heard].every((some) => some.length === 0)
}
