import type { Buffer } from 'node:buffer'
import { setTimeout as sleep } from 'node:timers/promises'
import { stopwatch } from '#platform/clock.ts'
import { Code } from '#radius/codes.ts'
import { Secret } from '#radius/secret.ts'
import { Lanes } from './lanes.ts'
import { accessRequest, accountingRequest, type Kind } from './requests.ts'

/** A server that is measured. */
export type Server = {
  readonly authPort: number
  readonly acctPort: number
  readonly secret: string
  /** Seconds of CPU that each part of it has used so far. */
  readonly cpu_s?: () => Promise<Record<string, number>>
}

export type Result = {
  readonly rate: number
  readonly p50_ms: number
  readonly p99_ms: number
  readonly max_ms: number
  readonly asked: number
  readonly answered: number
  readonly accepted: number
  readonly sent: number
  readonly wrong: number
  /** CPU for each request, of the generator and of each part of the server. */
  readonly cpu_us: Readonly<Record<string, number>>
}

/** What is asked: request `n` is for service `from + n % services`; for accounting, of a session of its own. */
export type Asking = {
  readonly kind: Kind
  readonly requests: number
  readonly services: number
  readonly from?: number
  /** Begins the names of sessions. */
  readonly session?: string
  readonly seconds?: number
}

/** `window`: as fast as it is answered, with so many open. `rate`: so many a second, answered or not. */
type Pace = { readonly window: number } | { readonly rate: number }

/** Enough ids for all that a load leaves open. */
const SOCKETS = { window: 8, rate: 64 }
const START_MS = 20

/**
 * Asks one server. All packets are made before the clock starts, so that on two cores the generator takes as little as it can
 * from what it measures.
 */
export async function ask(server: Server, asking: Asking, pace: Pace): Promise<Result> {
  const { kind, requests } = asking
  const secret = new Secret(server.secret)
  const isAccess = kind === 'pap' || kind === 'chap' || kind === 'mschap2'
  const taken_ms = new Samples(requests)
  let [made, settled, accepted] = [0, 0, 0]
  const done = Promise.withResolvers<void>()
  const next = () => {
    if (settled === requests) return done.resolve()
    if ('window' in pace && made < requests) go()
  }
  const lanes = await new Lanes({
    ...{ port: isAccess ? server.authPort : server.acctPort, secret },
    sockets: 'window' in pace ? SOCKETS.window : SOCKETS.rate,
    onAnswer: (_number, { code }, took_ms) => {
      taken_ms.add(took_ms)
      settled++
      if (code !== Code.AccessReject) accepted++
      next()
    },
    onLost: () => {
      settled++
      next()
    },
  }).open()
  const make = packetsOf(asking, secret)
  const packets = Array.from({ length: requests }, (_, n) => make(n, lanes.idOf(n)))
  const go = () => {
    const number = made++
    lanes.ask(number, (id) => {
      const packet = packets[number]
      return packet?.[1] === id ? packet : make(number, id)
    })
  }
  await sleep(START_MS)
  const cpu = await meter(server)
  const elapsed_ms = stopwatch()
  const awake = keepAwake(isAccess && 'window' in pace)
  if ('window' in pace) for (let n = 0; n < Math.min(pace.window, requests); n++) go()
  else await paced(requests, pace.rate, go)
  await done.promise
  awake.now = false
  const seconds = elapsed_ms() / 1_000
  const cpu_us = await cpu.perRequest(requests)
  lanes.close()
  return {
    rate: Math.round(taken_ms.count / seconds),
    ...taken_ms.summary(),
    ...{ asked: requests, answered: taken_ms.count, accepted },
    ...{ sent: lanes.sent, wrong: lanes.wrong, cpu_us },
  }
}

/** Calls so many a second, on time on the whole although timers are late. */
export async function paced(count: number, rate: number, each: (n: number) => void) {
  const elapsed_ms = stopwatch()
  for (let n = 0; n < count; await sleep(1)) {
    const due = Math.min(count, Math.floor((elapsed_ms() / 1_000) * rate))
    while (n < due) each(n++)
  }
}

export async function meter(server: Server) {
  const own = process.cpuUsage()
  const before = (await server.cpu_s?.()) ?? {}
  return {
    perRequest: async (requests: number): Promise<Record<string, number>> => {
      const after = (await server.cpu_s?.()) ?? {}
      const { user, system } = process.cpuUsage(own)
      const each = (seconds: number) => Number(((seconds / requests) * 1e6).toFixed(1))
      const parts = Object.entries(after).map(
        ([name, seconds]) => [name, each(seconds - (before[name] ?? 0))] as const,
      )
      return { generator: each((user + system) / 1e6), ...Object.fromEntries(parts) }
    },
  }
}

function packetsOf(asking: Asking, secret: Secret): (number: number, id: number) => Buffer {
  const { kind, services, from = 0, session = 's', seconds = 300 } = asking
  const serviceOf = (number: number) => from + (number % services)
  switch (kind) {
    case 'pap':
    case 'chap':
    case 'mschap2':
      return (number, id) => accessRequest(kind, serviceOf(number), id, secret)
    default:
      return (number, id) => {
        const stay = { service: serviceOf(number), session: `${session}-${number}`, seconds }
        return accountingRequest(kind, stay, id, secret)
      }
  }
}

/** How long things took. */
export class Samples {
  count = 0
  private readonly taken_ms: Float64Array

  constructor(most: number) {
    this.taken_ms = new Float64Array(most)
  }

  add(took_ms: number): void {
    this.taken_ms[this.count++] = took_ms
  }

  summary() {
    const sorted = this.taken_ms.slice(0, this.count).sort()
    const at = (share: number) =>
      Number((sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(2))
    return { p50_ms: at(0.5), p99_ms: at(0.99), max_ms: at(1) }
  }
}

/**
 * Waking a core that sleeps costs the sender some 15 µs on a virtual machine, for each answer. Where nothing but the generator
 * wants the second core, it stays awake; PostgreSQL wants it for accounting.
 */
function keepAwake(now: boolean): { now: boolean } {
  const awake = { now }
  const turn = () => {
    if (awake.now) setImmediate(turn)
  }
  turn()
  return awake
}
