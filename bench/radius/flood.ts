import { z } from 'zod'
import { Secret } from '#radius/secret.ts'
import { startChild } from './child.ts'
import { Lanes } from './lanes.ts'
import { paced, Samples, type Server } from './load.ts'
import { accessRequest, accountingRequest } from './requests.ts'

/**
 * Who floods, and with what: a router of ours with logins or with records that are right, thousands of addresses that are no routers, and a
 * router with packets that cost most to read, or to answer.
 */
const FLOODS = [
  ...['logins', 'records', 'strangers', 'proxy-states', 'junk', 'wrong-signatures'],
] as const
/** Packets of 4,096 octets are sent at a fourth of the rate: they fill what the kernel holds twelve times as fast. */
const LARGE: ReadonlySet<string> = new Set(['proxy-states', 'junk'])

export const floodOrder = z.object({
  kind: z.enum(FLOODS),
  authPort: z.number(),
  acctPort: z.number(),
  secret: z.string(),
  rate: z.number(),
  seconds: z.number(),
  /** Lines there are. */
  services: z.number(),
})
const flooded = z.object({ sent: z.number(), answered: z.number() })
const ready = z.object({ ready: z.literal(true) })

const SECONDS = 5
const SOCKETS = 64

type Flooded = {
  readonly server: Server
  readonly wildSecret: string
  readonly services: number
  /** What all the others ask, half of it logins; a flood is ten times that. */
  readonly others_per_s: number
  /** Packets that the server has thrown away so far, by why. */
  readonly drops: () => Promise<Readonly<Record<string, number>>>
}

/** What the others lose, and how late they are answered: without a flood, and in each. */
export async function flood({ server, wildSecret, services, drops, others_per_s }: Flooded) {
  const rest = (name: string) => others({ server, services, rate: others_per_s / 2, name })
  const results: Record<string, unknown> = { none: await rest('none') }
  for (const kind of FLOODS) {
    const rate = (others_per_s * 10) / (LARGE.has(kind) ? 4 : 1)
    const { authPort, acctPort } = server
    const order = { kind, authPort, acctPort, secret: wildSecret, rate, seconds: SECONDS, services }
    const child = await startChild('flooder.ts', [JSON.stringify(order)], ready)
    const before = await drops()
    const [wild, theirs] = await Promise.all([child.asked('go', flooded), rest(kind)])
    await child.stop()
    results[kind] = { flood: { rate, ...wild }, dropped: since(before, await drops()), ...theirs }
    console.error(kind, JSON.stringify(results[kind]))
  }
  return results
}

type Others = { readonly server: Server; readonly services: number; readonly rate: number }

/** Logins and interims of another router, so many of each a second; it asks three times, a second apart. */
async function others({ server, services, rate, name }: Others & { name: string }) {
  const secret = new Secret(server.secret)
  const each = rate * SECONDS
  const [logins, records] = await Promise.all([
    load(server.authPort, each, (n, id) => accessRequest('pap', n % services, id, secret)),
    load(server.acctPort, each, (n, id) =>
      accountingRequest('interim', { service: n % services, session: `${name}-${n}` }, id, secret),
    ),
  ])
  return { logins, records }

  async function load(port: number, count: number, make: (n: number, id: number) => Buffer) {
    const took_ms = new Samples(count)
    let lost = 0
    const lanes = await new Lanes({
      ...{ port, secret, sockets: SOCKETS },
      onAnswer: (_n, _reply, ms) => took_ms.add(ms),
      onLost: () => lost++,
    }).open()
    const packets = Array.from({ length: count }, (_, n) => make(n, lanes.idOf(n)))
    await paced(count, rate, (n) =>
      lanes.ask(n, (id) => {
        const packet = packets[n]
        return packet?.[1] === id ? packet : make(n, id)
      }),
    )
    await lanes.idle()
    lanes.close()
    return { answered: took_ms.count, lost, sent: lanes.sent, ...took_ms.summary() }
  }
}

function since(before: Readonly<Record<string, number>>, after: typeof before) {
  const grown = Object.entries(after).map(([why, n]) => [why, n - (before[why] ?? 0)] as const)
  return Object.fromEntries(grown.filter(([, n]) => n > 0))
}
