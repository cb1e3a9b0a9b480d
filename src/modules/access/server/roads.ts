import type { Allowance } from '#modules/network/contract.ts'
import type { Answer, Question } from '#radius/client/question.ts'
import { Code } from '#radius/codes.ts'
import { Home } from '#radius/proxy/home.ts'
import { HomePool } from '#radius/proxy/proxy.ts'
import { routeOf, splitRealm } from '#radius/proxy/realm.ts'
import { Secret } from '#radius/secret.ts'
import type { HomeRoad, Roads } from '../queries/roaming.ts'
import type { HomeState } from '../store/roaming.ts'

/** Where requests of one realm go. */
export type Road = {
  readonly pool: HomePool
  readonly forwardsAccounting: boolean
  readonly passes: 'session' | 'all'
  /** One object for all guests of the realm, so that it is encoded once. */
  readonly guests: Allowance | null
}

type Ask = (question: Question, to: { address: string; port: number }) => Promise<Answer>
type Known = { readonly road: HomeRoad; readonly home: Home }

/** The map of realms: which name goes where. What was learnt of a server outlives changes that are not its own. */
export class RoadMap {
  private readonly ask: Ask
  private routes = new Map<string, Road | 'ours'>()
  private known = new Map<string, Known>()
  private used: readonly Known[] = []

  constructor(ask: Ask) {
    this.ask = ask
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
        ...{ passes, forwardsAccounting: accounting === 'forward' },
        guests: guestRate && { rate: guestRate },
      }
      this.routes.set(realm, found.length === 0 ? 'ours' : road)
    }
    this.used = [...used]
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
    const home = new Home({
      ...{ name, secret: new Secret(road.secret), signedReplyOnly: signedOnly },
      health: { check: checkedBy === 'status-server' ? 'status-server' : 'none' },
      ask: (question) => {
        const isAccounting = question.code === Code.AccountingRequest
        return this.ask(question, { address, port: isAccounting ? acctPort : authPort })
      },
    })
    return { road, home }
  }
}
