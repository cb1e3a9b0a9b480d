import type { Allowance } from '#modules/network/contract.ts'
import type { Answer, Question } from '#radius/client/question.ts'
import { trust } from '#radius/admit.ts'
import { StreamClient } from '#radius/client/stream-client.ts'
import { Code } from '#radius/codes.ts'
import type { TunnelCertificate } from '#radius/eap/tls/tunnel.ts'
import { Home } from '#radius/proxy/home.ts'
import { HomePool } from '#radius/proxy/proxy.ts'
import { routeOf, splitRealm } from '#radius/proxy/realm.ts'
import { RADSEC_SECRET_TEXT, Secret } from '#radius/secret.ts'
import type { HomeRoad, Roads } from '../queries/roaming.ts'
import type { HomeState } from '../store/roaming.ts'
import type { HomeSender } from './guest-changes.ts'

/** Where requests of one realm go. */
export type Road = {
  readonly pool: HomePool
  readonly forwardsAccounting: boolean
  readonly passes: 'session' | 'all'
  /** Who speaks for its guests. */
  readonly serverIds: readonly string[]
  /** One object for all guests of the realm, so that it is encoded once. */
  readonly guests: Allowance | null
}

export type RoadMapOptions = {
  /** Asks over UDP. */
  readonly ask: (question: Question, to: { address: string; port: number }) => Promise<Answer>
  /** With which we prove ourselves to home servers that are asked over TLS. */
  readonly certificate?: TunnelCertificate | undefined
  /** What a home server says by itself, over the connection that we have opened to it. */
  readonly onRequest?:
    | ((serverId: string, packet: Buffer, send: (reply: Buffer) => void) => void)
    | undefined
}
type Known = { readonly road: HomeRoad; readonly home: Home; readonly stream?: StreamClient }

/** The map of realms: which name goes where. What was learnt of a server outlives changes that are not its own. */
export class RoadMap {
  private readonly options: RoadMapOptions
  private routes = new Map<string, Road | 'ours'>()
  private known = new Map<string, Known>()
  private used: readonly Known[] = []
  private senders = new Map<string, HomeSender>()

  constructor(options: RoadMapOptions) {
    this.options = options
  }

  put({ realms, servers }: Roads): void {
    const before = this.known
    this.known = new Map(servers.map((road) => [road.id, this.knownAs(road, before.get(road.id))]))
    const used = new Set<Known>()
    this.routes = new Map()
    for (const { realm, serverIds, accounting, passes, guestRate } of realms) {
      const found = serverIds.flatMap((id) => this.known.get(id) ?? [])
      for (const one of found) used.add(one)
      const road: Road = {
        pool: new HomePool(found.map(({ home }) => home)),
        ...{ passes, serverIds, forwardsAccounting: accounting === 'forward' },
        guests: guestRate && { rate: guestRate },
      }
      this.routes.set(realm, found.length === 0 ? 'ours' : road)
    }
    this.used = [...used]
    this.senders = sendersAmong(this.used)
    for (const { road, stream } of before.values())
      if (this.known.get(road.id)?.stream !== stream) void stream?.close()
  }

  /** Who may speak up about guests from this address, or, over a connection of ours, as this server. */
  senderAt(where: string): HomeSender | undefined {
    return this.senders.get(where)
  }

  async close(): Promise<void> {
    for (const { stream } of this.known.values()) await stream?.close()
  }

  get isEmpty(): boolean {
    return this.routes.size === 0
  }

  /** Undefined: the name is one of ours. */
  roadOf(userName: string): Road | undefined {
    const road = routeOf(this.routes, splitRealm(userName).realm)
    return road === 'ours' ? undefined : road
  }

  async check(now: () => number): Promise<void> {
    await Promise.all(this.used.map(({ home }) => home.check(now)))
  }

  states(): HomeState[] {
    return this.used.map(({ road, home }) => ({
      ...{ serverId: road.id, deadSince_ms: home.deadSince_ms },
      ...{ asked: home.asked, answered: home.answered, answeredAt_ms: home.answeredAt_ms },
      took_ms: home.took_ms === null ? null : Math.round(home.took_ms),
    }))
  }

  private knownAs(road: HomeRoad, before: Known | undefined): Known {
    if (before && JSON.stringify(before.road) === JSON.stringify(road)) return before
    const { name, address, authPort, acctPort, signedOnly, checkedBy } = road
    const health = { check: checkedBy === 'status-server' ? 'status-server' : 'none' } as const
    if (road.transport === 'radsec') {
      const stream = this.streamTo(road)
      const ask = (question: Question) => stream.ask(question)
      // What TLS protects need not be signed once more.
      const secret = new Secret(RADSEC_SECRET_TEXT)
      return { road, stream, home: new Home({ name, secret, health, ask, signedReplyOnly: false }) }
    }
    const ask = (question: Question) => {
      const isAccounting = question.code === Code.AccountingRequest
      return this.options.ask(question, { address, port: isAccounting ? acctPort : authPort })
    }
    const secret = new Secret(road.secret)
    return { road, home: new Home({ name, secret, health, ask, signedReplyOnly: signedOnly }) }
  }

  private streamTo({ id, address, authPort, secret, ...road }: HomeRoad): StreamClient {
    const { certificate, onRequest } = this.options
    const { tlsIdentity: identity, tlsName, tlsAuthority, sendsChanges } = road
    const proof =
      identity === null
        ? certificate && { certificate: { cert: certificate.cert, key: certificate.key } }
        : { key: { identity, key: Buffer.from(secret, 'hex') } }
    return new StreamClient({
      ...{ host: address, port: authPort },
      tls: {
        ...proof,
        ...(tlsName !== null && { serverName: tlsName }),
        ...(tlsAuthority !== null && { authority: tlsAuthority }),
      },
      ...(sendsChanges &&
        onRequest && { onRequest: (packet, send) => onRequest(id, packet, send) }),
    })
  }
}

/**
 * Several servers may share an address: which of them it is says the secret. Those that share it as well cannot be told apart, and each
 * speaks for the guests of all of them.
 */
function sendersAmong(used: readonly Known[]): Map<string, HomeSender> {
  const speaking = used.filter(({ road }) => road.sendsChanges)
  const places = Map.groupBy(speaking, ({ road }) =>
    road.transport === 'udp' ? road.address : road.id,
  )
  return new Map(
    [...places].map(([where, servers]) => {
      const alike = Map.groupBy(servers, ({ road }) => road.secret)
      const speakers = [...alike.values()].flatMap((same) => {
        const [first] = same
        const ids = same.map(({ road }) => road.id)
        return first ? [[trust(first.home.server.secret), ids] as const] : []
      })
      const trusts = speakers.map(([trusted]) => trusted)
      return [where, { id: where, trusts, speakers: new Map(speakers) }]
    }),
  )
}
