import { stageReached } from '#modules/catalog/contract.ts'
import type { QuotaNow, UsageNow } from '../contract.ts'
import { type Counter, FAIR_USE, isGranting, leftOf, type Policies, windowsOf } from './counter.ts'
import type { IspClock } from './isp-clock.ts'

export type Boost = {
  readonly down_bps: number
  readonly up_bps: number
  readonly from_ms: number
  readonly to_ms: number
}

/** Where a service stands with its usage. */
export type Stand = {
  readonly usage: UsageNow
  /** Sixteenths of the quota that are left; null where nothing is counted in bytes or time. */
  readonly quotaStep: number | null
  /** The highest share that the plan wants to be told of and that is used, in hundredths of a percent; null: none yet. */
  readonly quotaShare: number | null
  readonly fairUseShare: number | null
  /** When time alone changes something next; null: never. */
  readonly nextAt_ms: number | null
}

const STEPS = 16n

/** The stage, the quota and the boost that counters make at a moment. The fastest of several boosts counts. */
export function standNow(
  counters: readonly Counter[],
  boosts: readonly Boost[],
  policies: Policies,
  clock: IspClock,
  now_ms: number,
): Stand {
  const fairUse = counters.find(({ key }) => key === FAIR_USE)
  const stage =
    fairUse && policies.fairUse ? (stageReached(policies.fairUse, fairUse.used) ?? null) : null
  const granting = policies.quota ? counters.filter(isGranting) : []
  const running = boosts.filter(({ from_ms, to_ms }) => from_ms <= now_ms && now_ms < to_ms)
  const boost = running.toSorted((a, b) => b.down_bps - a.down_bps || b.to_ms - a.to_ms)[0]
  return {
    usage: {
      stage,
      quota: policies.quota ? quotaNow(usable(granting, policies, clock, now_ms), granting) : null,
      boost: boost
        ? { down_bps: boost.down_bps, up_bps: boost.up_bps, until_ms: boost.to_ms }
        : null,
    },
    quotaStep: policies.quota ? stepOf(granting) : null,
    quotaShare: shareReached(policies.quota?.notices, used(granting), granted(granting)),
    fairUseShare: shareReached(
      policies.fairUse?.notices,
      fairUse?.used ?? 0n,
      policies.fairUse?.stages[0]?.after ?? 0n,
    ),
    nextAt_ms: nextAt(counters, boosts, policies, clock, now_ms),
  }
}

function usable(
  granting: readonly Counter[],
  policies: Policies,
  clock: IspClock,
  now_ms: number,
): Counter[] {
  return granting.filter((counter) => {
    const windows = windowsOf(counter, policies)
    const isRunning =
      counter.from_ms <= now_ms && (counter.to_ms === null || now_ms < counter.to_ms)
    return isRunning && (!windows || clock.isOpen(windows, now_ms))
  })
}

/** Data and time are two pools; where one of them is used up, the whole is. Reserved parts belong to sessions already. */
function quotaNow(now: readonly Counter[], all: readonly Counter[]): QuotaNow {
  const isData = ({ meter }: Counter) => meter !== 'time'
  const data = all.some(isData) ? now.filter(isData) : null
  const time = all.some((one) => !isData(one)) ? now.filter((one) => !isData(one)) : null
  const sum = (pool: readonly Counter[], of: (counter: Counter) => bigint) =>
    pool.reduce((total, counter) => total + of(counter), 0n)
  const isUsedUp = [data, time].some((pool) => pool && sum(pool, leftOf) === 0n)
  const meters = new Set(data?.map(({ meter }) => meter))
  const [only] = meters
  return {
    state: isUsedUp ? 'used-up' : 'left',
    left_bytes: data && sum(data, free),
    counts: !data ? null : meters.size === 1 && (only === 'down' || only === 'up') ? only : 'data',
    left_s: time && Number(sum(time, free)),
  }
}

/** What may still be promised to a session. */
function free(counter: Counter): bigint {
  const left = leftOf(counter) - counter.reserved
  return left > 0n ? left : 0n
}

function stepOf(granting: readonly Counter[]): number {
  const [all, left] = [granted(granting), granting.reduce((sum, one) => sum + leftOf(one), 0n)]
  return all === 0n ? 0 : Number((left * STEPS) / all)
}

function granted(granting: readonly Counter[]): bigint {
  return granting.reduce((sum, one) => sum + (one.granted ?? 0n), 0n)
}

function used(granting: readonly Counter[]): bigint {
  return granting.reduce((sum, one) => sum + one.used, 0n)
}

const WHOLE_bp = 10_000n

function shareReached(notices: readonly number[] = [], part: bigint, whole: bigint): number | null {
  if (whole <= 0n) return null
  const share_bp = Number((part * WHOLE_bp) / whole)
  const reached = notices.filter((notice) => notice <= share_bp)
  return reached.length > 0 ? Math.max(...reached) : null
}

function nextAt(
  counters: readonly Counter[],
  boosts: readonly Boost[],
  policies: Policies,
  clock: IspClock,
  now_ms: number,
): number | null {
  const windows = counters.flatMap((one) => {
    const own = windowsOf(one, policies)
    return own ? (clock.nextEdge(own, now_ms) ?? []) : []
  })
  const ends = counters.flatMap(({ from_ms, to_ms }) => [from_ms, to_ms ?? 0])
  const edges = boosts.flatMap(({ from_ms, to_ms }) => [from_ms, to_ms])
  const later = [...windows, ...ends, ...edges].filter((moment) => moment > now_ms)
  return later.length > 0 ? Math.min(...later) : null
}
