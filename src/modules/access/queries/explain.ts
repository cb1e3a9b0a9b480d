import { sql } from 'kysely'
import type { Explanation } from '../contract/explanation.ts'
import { mayBeServed, type ServingFacts } from '#modules/services/contract.ts'
import { nasHealthOf } from '#modules/network/index.ts'
import type { NetworkService } from '#modules/services/index.ts'
import type { Read } from '#platform/tx.ts'
import { serviceUnknown } from '../refusals.ts'
import { decide, servedUntil } from '../rules/decide.ts'
import { doorFacts, sessionsMost, type AtDoor } from '../server/door.ts'
import { attemptsOfService } from './attempts.ts'
import { crowdOf } from './crowd.ts'
import { judgeFor, type Judge } from './judge.ts'
import { servicesNamed } from './names.ts'

import { liveRows, liveSessions, pastRows, pastSessions } from './sessions.ts'

const SHOWN = 10
const NOWHERE = '00000000-0000-0000-0000-000000000000'

/**
 * Why a service gets online or not, and at which speed: judged as if it dialled now with the right password, from
 * where it dialled last.
 */
export async function explain(read: Read, serviceId: string): Promise<Explanation> {
  const judge = await judgeFor(read, [serviceId])
  await judge.withSessions()
  const service = judge.picture.service(serviceId)
  const named = (await servicesNamed(read, [serviceId])).get(serviceId)
  if (!named) throw serviceUnknown()
  // An ended one is in no picture, and its reason is plain.
  if (!service) return { ...EMPTY, service: { ...named, siteId: null, planName: '' } }

  const attempts = await attemptsOfService(read, serviceId, SHOWN)
  const live = await liveRows(read)
    .where('session.service_id', '=', serviceId)
    .where('session.ended_at', 'is', null)
    .orderBy('session.started_at', 'desc')
    .limit(SHOWN)
    .execute()
  const ofIt = sql<boolean>`session.service_id = ${serviceId}`
  const past = await pastRows(read, [ofIt])
    .where(ofIt)
    .orderBy('session.started_at', 'desc')
    .limit(SHOWN)
    .execute()
  const [last] = attempts
  const nasId = last?.nas.id ?? live[0]?.nas_id ?? past[0]?.nas_id
  return {
    service: {
      ...named,
      siteId: service.siteId,
      planName: judge.picture.plan(service)?.planName ?? '',
    },
    decision: decisionOf(service, judge, {
      ...(await whereAsked(read, service, last?.nas.id)),
      station: last?.station ?? boundStation(service),
      nasPort: last?.nasPort ?? null,
    }),
    speed: speedOf(service, judge),
    facts: factsOf(service, judge),
    attempts,
    online: await liveSessions(read, live),
    past: await pastSessions(read, past),
    nas: nasId === undefined ? null : await nasHealthOf(read, nasId),
  }
}

/** The router that it asked through last, else one on which it may be used: nothing is known against that. */
async function whereAsked(
  read: Read,
  { siteId, nasIds }: NetworkService,
  last: string | undefined,
): Promise<Pick<AtDoor, 'nas' | 'online'>> {
  const [id = NOWHERE] = last === undefined ? nasIds : [last]
  const known = id === NOWHERE ? undefined : await crowdOf(read, id)
  return known ?? { nas: { id, siteId: siteId ?? NOWHERE, sessionsMax: null }, online: 0 }
}

function boundStation({ devices }: NetworkService): string | null {
  return devices.find(({ role }) => role !== 'seen')?.mac.toUpperCase() ?? null
}

function decisionOf(service: NetworkService, judge: Judge, at: AtDoor): Explanation['decision'] {
  const { now_ms } = judge
  const facts = doorFacts(service, at, judge, now_ms)
  const decision = decide(facts, now_ms)
  if (decision.kind === 'reject')
    return { kind: 'rejected', because: decision.because, until: null }
  const until_ms = servedUntil(facts.serving, decision.serving, now_ms)
  return {
    kind: decision.serving.kind,
    because: decision.serving.because,
    until: instantOf(until_ms),
  }
}

function speedOf(service: NetworkService, { allowances, now_ms }: Judge): Explanation['speed'] {
  const serving = mayBeServed(allowances.servingFacts(service, now_ms), now_ms)
  const speed = allowances.speed(service, serving.kind, now_ms)
  return {
    rate: speed.rate,
    steps: speed.steps.map(({ because, rate, stage }) => ({ because, rate, stage: stage ?? null })),
    until: instantOf(speed.until_ms),
  }
}

function factsOf(service: NetworkService, judge: Judge): Explanation['facts'] {
  const { allowances, picture, now_ms } = judge
  const facts: ServingFacts = allowances.servingFacts(service, now_ms)
  const paidUntil_ms = Math.max(...facts.paid.map(({ to_ms }) => to_ms))
  const hasPaid = facts.paid.length > 0
  const graceUntil_ms = paidUntil_ms + facts.grace_s * 1_000
  return {
    status: facts.status,
    paidUntil: hasPaid ? instantOf(paidUntil_ms) : null,
    isPaidNow: facts.paid.some(({ from_ms, to_ms }) => from_ms <= now_ms && now_ms < to_ms),
    graceUntil: hasPaid && facts.grace_s > 0 ? instantOf(graceUntil_ms) : null,
    dunning: facts.dunning,
    holds: facts.holds.map(({ reason, from_ms, to_ms }) => ({
      reason,
      from: Temporal.Instant.fromEpochMilliseconds(from_ms).toString(),
      to: instantOf(to_ms),
    })),
    quota: facts.quota ?? null,
    hours: facts.hours ?? null,
    sessions: {
      open: picture.open(service.serviceId).length,
      most: sessionsMost(service, picture),
    },
    isBound: service.isBound,
    devices: service.devices.filter(({ role }) => role !== 'seen').length,
    usernames: service.credentials.map(({ username }) => username),
  }
}

function instantOf(ms: number | null): string | null {
  return ms === null ? null : Temporal.Instant.fromEpochMilliseconds(ms).toString()
}

const EMPTY: Omit<Explanation, 'service'> = {
  decision: { kind: 'rejected', because: 'ended', until: null },
  speed: { rate: null, steps: [], until: null },
  facts: {
    ...{ status: 'ended', paidUntil: null, isPaidNow: false, graceUntil: null, dunning: 'none' },
    ...{ holds: [], quota: null, hours: null, sessions: { open: 0, most: 0 } },
    ...{ isBound: false, devices: 0, usernames: [] },
  },
  ...{ attempts: [], online: [], past: [], nas: null },
}
