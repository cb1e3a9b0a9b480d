import { system } from '#kernel/actor.ts'
import type { Live } from '#platform/live.ts'
import type { Units } from '#platform/tx.ts'
import type { Trust } from '#radius/admit.ts'
import { UdpClient } from '#radius/client/udp-client.ts'
import { Code } from '#radius/codes.ts'
import { Attr } from '#radius/numbers.ts'
import type { Packet } from '#radius/packet.ts'
import { OF_SESSION } from '#radius/proxy/forward.ts'
import type { Forwarded } from '#radius/proxy/proxy.ts'
import { recordHomes } from '../commands/record-homes.ts'
import { roamingChanged } from '../events.ts'
import { roadsNow } from '../queries/roaming.ts'
import { REASON } from '../rules/reject-words.ts'
import type { RoamingReason } from '../rules/reject-words.ts'
import type { AttributeOctets } from './attributes.ts'
import type { Answer } from './front.ts'
import type { AccessNas, Picture } from './picture.ts'
import type { HomeSender } from './guest-changes.ts'
import { type Road, RoadMap, type RoadMapOptions } from './roads.ts'

export type RoamingOptions = Pick<RoadMapOptions, 'certificate' | 'onRequest'> & {
  readonly picture: Picture
  readonly octets: AttributeOctets
  readonly units: Pick<Units, 'unit' | 'read'>
  readonly live: Pick<Live, 'listen'>
  readonly now_ms: () => number
  /** The name of this process. */
  readonly by: string
  readonly onOutcome: (about: ForwardedOutcome) => void
  readonly onTrouble: (error: unknown) => void
}

/** What became of a request that somebody else has answered, or has not. */
export type ForwardedOutcome = {
  readonly at_ms: number
  readonly nas: AccessNas
  readonly request: Packet
  readonly reason: RoamingReason
  readonly guests: Road['guests']
}

const ORIGIN = { actor: system('radius'), name: 'access.record-homes', bookkeeping: true } as const
const CHECK_ms = 1_000
/** Every so many checks what is known is written, and realms are looked for anyway. */
const WRITE_EVERY = 3
const READ_EVERY = 10

/** Names of other providers' realms: asked of those providers, with what they may say about our routers kept apart. */
export class Roaming {
  private readonly options: RoamingOptions
  private readonly client = new UdpClient()
  private readonly map: RoadMap
  private timer: NodeJS.Timeout | undefined
  private unlisten: () => void = () => undefined
  private work: Promise<void> = Promise.resolve()
  private rounds = 0

  constructor(options: RoamingOptions) {
    this.options = options
    const { certificate, onRequest } = options
    this.map = new RoadMap({
      ask: (question, to) => this.client.ask(question, to),
      ...{ certificate, onRequest },
    })
  }

  async open(): Promise<void> {
    this.unlisten = this.options.live.listen({
      hear: ({ name }) => name === roamingChanged.name && this.soon(() => this.read()),
      missed: () => this.soon(() => this.read()),
    })
    await this.read()
    this.timer = setInterval(() => this.soon(() => this.round()), CHECK_ms)
    this.timer.unref()
  }

  async close(): Promise<void> {
    clearInterval(this.timer)
    this.unlisten()
    await this.work
    await this.client.close()
    await this.map.close()
  }

  /** Where this request goes; undefined: it is for us, as all are whose whole name is a name of ours. */
  roadFor(request: Packet): Road | undefined {
    if (this.map.isEmpty) return undefined
    const name = request.text(Attr.UserName)
    if (name === undefined || this.options.picture.named(name)) return undefined
    return this.map.roadOf(name)
  }

  /** Whose guest has this name. */
  roadOf(userName: string): Road | undefined {
    return this.map.roadOf(userName)
  }

  /** Who may speak up about its guests from there. */
  senderAt(where: string): HomeSender | undefined {
    return this.map.senderAt(where)
  }

  /** Asks who knows; nothing where nobody answers, so that the NAS asks its other server. */
  async authorize(
    road: Road,
    request: Packet,
    nas: AccessNas,
    { secret }: Trust,
  ): Promise<Answer | undefined> {
    const forwarded = await road.pool.forward(request, secret, this.options.now_ms, passed(road))
    const reason = reasonOf(forwarded)
    const at_ms = this.options.now_ms()
    if (reason) this.options.onOutcome({ at_ms, nas, request, reason, guests: road.guests })
    if (forwarded.kind !== 'reply') return undefined
    return {
      code: forwarded.code,
      fill: (writer) => {
        forwarded.fill(writer)
        if (reason === 'home-accepts' && road.guests)
          this.options.octets.accept(writer, nas.profile, road.guests, {})
        if (nas.isTest && reason) writer.text(Attr.ReplyMessage, `${REASON}${reason}`)
      },
    }
  }

  /** Hands a record on that is kept here already; the NAS hears of it when they have confirmed it, and sends it again until then. */
  async account(
    road: Road,
    request: Packet,
    { secret }: Trust,
    { stored, refused }: { stored: () => void; refused: () => void },
  ): Promise<void> {
    try {
      const forwarded = await road.pool.forward(request, secret, this.options.now_ms)
      const isTheirs = forwarded.kind === 'reply' && forwarded.code === Code.AccountingResponse
      if (isTheirs) stored()
      else refused()
    } catch (error) {
      refused()
      this.options.onTrouble(error)
    }
  }

  /** Brings in at once what has been committed, and writes down what is known. */
  async catchUp(): Promise<void> {
    await this.read()
    await this.write()
  }

  private async round(): Promise<void> {
    this.rounds += 1
    if (this.map.isEmpty && this.rounds % READ_EVERY !== 0) return
    await this.map.check(this.options.now_ms)
    if (this.rounds % WRITE_EVERY === 0) await this.write()
    if (this.rounds % READ_EVERY === 0) await this.read()
  }

  /** One thing after the other; a round that comes while one is under way waits for it. */
  private soon(what: () => Promise<void>): void {
    this.work = this.work.then(what).catch(this.options.onTrouble)
  }

  private async read(): Promise<void> {
    this.map.put(await this.options.units.read(ORIGIN, roadsNow))
  }

  private async write(): Promise<void> {
    const states = this.map.states()
    if (states.length === 0) return
    const known = { process: this.options.by, states }
    await this.options.units.unit(ORIGIN, (tx) => recordHomes(tx, known))
  }
}

function passed({ passes }: Road) {
  return passes === 'all' ? undefined : OF_SESSION
}

/** Nothing for a challenge, which is one of many packets of a conversation. */
function reasonOf(forwarded: Forwarded): RoamingReason | undefined {
  if (forwarded.kind === 'silence') return 'home-silent'
  if (forwarded.kind === 'loop') return 'home-loop'
  if (forwarded.code === Code.AccessAccept) return 'home-accepts'
  return forwarded.code === Code.AccessReject ? 'home-rejects' : undefined
}
