import { randomUUID } from 'node:crypto'
import { system } from '#kernel/actor.ts'
import type { RouterApi } from '#modules/network/index.ts'
import type { Decided } from '#modules/usage/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Live } from '#platform/live.ts'
import type { Units } from '#platform/tx.ts'
import type { Vault } from '#platform/vault.ts'
import type { Trust } from '#radius/admit.ts'
import { newDropCounts, type DropCounts, type DropReason } from '#radius/drop.ts'
import type { Packet } from '#radius/packet.ts'
import type { TunnelContext } from '#radius/eap/tls/tunnel.ts'
import { Attr } from '#radius/numbers.ts'
import type { UdpPort } from '#radius/transports/udp.ts'
import { preparePartitions } from '../commands/prepare-partitions.ts'
import type { Entry } from '../rules/hear.ts'
import { AccountingBatches } from './accounting-batches.ts'
import { Addresses } from './addresses.ts'
import { Allowances } from './allowances.ts'
import { AttributeOctets } from './attributes.ts'
import { Authorizer, type Outcome } from './authorize.ts'
import { Doubter } from './doubter.ts'
import { EapDoor } from './eap-door.ts'
import { Enforcer } from './enforcer.ts'
import { Front, type FrontOptions, type Replied } from './front.ts'
import { GuestChanges } from './guest-changes.ts'
import { PictureKeeper } from './keeper.ts'
import { Leases } from './leases.ts'
import { LogBook } from './log-book.ts'
import { type AccessNas, Picture } from './picture.ts'
import { Presence } from './presence.ts'
import { Promises } from './promises.ts'
import { readAccounting } from './read-accounting.ts'
import { ofService } from './of-service.ts'
import { Roaming } from './roaming.ts'
import { Recorder } from './recorder.ts'
import { RoomMaker } from './room-maker.ts'
import { RouterClient } from './router-client.ts'
import { Scribe } from './scribe.ts'
import { StageEnds } from './stage-ends.ts'
import { Streams, type StreamsOptions } from './streams.ts'
import { loopLoad } from './shares.ts'
import type { SpoolOptions } from './spool/options.ts'
import { openSpool } from './spool/open-spool.ts'
import type { Spool } from './spool/spool.ts'
import { TestRouters } from './test-routers.ts'
import { Tracer } from './tracer.ts'
import { udpPorts } from './udp-ports.ts'
import { Witness } from './witness.ts'
import { UNTIL_READ } from '../rules/policy.ts'
import type { Slots } from '../rules/slots.ts'

export type RadiusServerOptions = Pick<StreamsOptions, 'tcpPort' | 'radsec'> & {
  readonly host: string
  readonly authPort: number
  readonly acctPort: number
  /** Where home servers end and change sessions of their guests over UDP. */
  readonly changesPort?: number | undefined
  /** Other processes of this machine listen on the same ports. */
  readonly shared: boolean
  readonly units: Units
  readonly clock: Clock
  readonly live: Live
  readonly vault: Vault
  /** With which PEAP and TTLS prove who we are; without it, they are not offered. */
  readonly eap?: TunnelContext
  /** Where accounting waits while the database is away, if the ISP wants it to. */
  readonly spool?: Pick<SpoolOptions, 'root' | 'aside' | 'claim'>
  /** For changes that find no answer by RADIUS. */
  readonly routerApi?: RouterApi
  /** How long the first try of a change waits for its answer. */
  readonly changeWait_ms?: number
  readonly onOutcome?: (outcome: Outcome) => void
  /** Told of each answer, for measures. */
  readonly onReply?: (replied: Replied<AccessNas>) => void
  readonly onTrouble: (what: string, error: unknown) => void
}

const PREPARE = { actor: system('radius'), name: 'access.prepare-partitions' }
const SWEEP_ms = 10_000

/** One process that answers RADIUS: two ports, one picture, one stream of accounting into the database. */
export class RadiusServer {
  readonly picture = new Picture(UNTIL_READ)
  readonly batches: AccountingBatches
  readonly spool: Spool | undefined
  private readonly options: RadiusServerOptions
  private readonly keeper: PictureKeeper
  private readonly fronts: readonly Front<AccessNas>[]
  private readonly ports: readonly UdpPort[]
  private readonly rooms: RoomMaker
  private readonly doubter: Doubter
  private readonly eap: EapDoor
  private readonly streams: Streams
  private readonly enforcer: Enforcer
  private readonly client = new RouterClient()
  private readonly leases = new Leases()
  private readonly promises: Promises
  private readonly roaming: Roaming
  private readonly guests: GuestChanges
  private readonly book = new LogBook()
  private readonly tracer = new Tracer(this.picture)
  private readonly witness: Witness
  private readonly presence: Presence
  private readonly recorder: Recorder
  readonly scribe: Scribe
  /** Tells our announcements from those of other processes. */
  private readonly by = randomUUID()
  private sweeper: NodeJS.Timeout | undefined

  constructor(options: RadiusServerOptions) {
    this.options = options
    const { units, clock, live, vault, onTrouble, host, shared, tcpPort, radsec } = options
    const allowances = new Allowances(this.picture)
    const now_ms = () => clock.now_ms()
    this.witness = new Witness({ book: this.book, tracer: this.tracer, now_ms })
    const octets = new AttributeOctets((what) =>
      onTrouble(`An attribute cannot be sent: ${what}`, null),
    )
    this.recorder = new Recorder({
      ...{ picture: this.picture, units, by: this.by },
      onRecorded: (entries, usage) => this.settle(entries, usage),
    })
    this.presence = new Presence({
      ...{ units, by: this.by, wanted: options },
      onTrouble: (error) => onTrouble('It could not be said who answers routers', error),
    })
    this.enforcer = new Enforcer({
      ...{ picture: this.picture, allowances, octets, units, now_ms, client: this.client },
      ...{ routerApi: options.routerApi, wait_ms: options.changeWait_ms },
      lines: {
        reaches: (nasId) => this.streams.reaches(nasId),
        ask: (nasId, question) => this.streams.ask(nasId, question),
      },
      onApi: (nas, failure) => this.witness.askedByApi(nas, failure),
      onNoted: (keys) => this.recorder.known.forget(keys),
      onTrouble: (error) => onTrouble('Sessions could not be told what they deserve now', error),
      onAsked: (nas, answer, serviceId) => this.witness.asked(nas, answer, serviceId),
    })
    this.scribe = new Scribe({
      ...{ book: this.book, tracer: this.tracer, units, live, now_ms },
      onTrouble: (error) => onTrouble('The RADIUS log could not be written', error),
    })
    this.keeper = new PictureKeeper({
      ...{ picture: this.picture, allowances, leases: this.leases, units, clock, live },
      ...{ by: this.by, isBehind: () => (this.spool?.size_bytes ?? 0) > 0 },
      onChanged: (serviceId) => this.enforcer.look(serviceId),
      onTrouble: (error) =>
        onTrouble('The picture of services could not be brought up to date', error),
    })
    this.rooms = new RoomMaker({
      ...{ units, by: this.by, onMade: (serviceId) => this.enforcer.look(serviceId) },
      onTrouble: (error) => onTrouble('Sessions could not make room for others', error),
    })
    this.doubter = new Doubter({
      ...{ units, now_ms },
      onTrouble: (error) => onTrouble('Sessions could not be doubted', error),
    })
    const { picture } = this
    this.spool = options.spool && openSpool(options.spool, this.recorder, { ...options, picture })
    this.batches = new AccountingBatches({
      store: (batch) => this.store(batch),
      onFault: (error) => onTrouble('Accounting could not be stored', error),
    })
    const addresses = new Addresses({
      ...{ picture: this.picture, leases: this.leases, units, now_ms },
      onTrouble: (error) => onTrouble('Addresses could not be leased', error),
    })
    this.promises = new Promises({
      ...{ picture: this.picture, units },
      onTrouble: (error) => onTrouble('Parts of a quota could not be promised', error),
    })
    const { promises } = this
    const stageEnds = new StageEnds({
      ...{ picture: this.picture, units },
      onTrouble: (error) => onTrouble('What is left until a fair-use stage is not known', error),
    })
    const authorizer = new Authorizer({
      ...{ picture: this.picture, allowances, addresses, promises, stageEnds, vault, now_ms },
      elapsed_ms: () => clock.elapsed_ms(),
      octets,
      reaches: (nas) => this.enforcer.reaches(nas),
      onOutcome: (outcome) => this.follow(outcome),
    })
    this.eap = new EapDoor({
      ...{ picture: this.picture, vault, authorizer, certificate: options.eap },
    })
    this.roaming = new Roaming({
      ...{ picture: this.picture, octets, units, live, now_ms, by: this.by },
      certificate: radsec?.certificate ?? options.eap,
      onRequest: (serverId, packet, send) =>
        this.guests.front.receive(packet, { address: serverId, key: serverId, send }),
      onOutcome: (about) => !about.nas.isTest && this.book.noteForwarded(about),
      onTrouble: (error) => onTrouble('Names of other realms are in trouble', error),
    })
    this.guests = new GuestChanges({
      ...{ picture: this.picture, octets, units, now_ms, relay: this.enforcer.relay },
      nasOf: ({ address }) => this.roaming.senderAt(address),
      roadOf: (userName) => this.roaming.roadOf(userName),
      onNoted: (keys) => this.recorder.known.forget(keys),
      onFault: (error) => onTrouble('A home server could not be answered', error),
    })
    const front = this.frontOptions(authorizer)
    const auth = new Front('authorize', { ...front, load: loopLoad() })
    const acct = new Front('account', { ...front, load: loopLoad() })
    this.streams = new Streams({ host, shared, tcpPort, radsec, picture, front, onTrouble })
    this.fronts = [auth, acct, ...this.streams.fronts]
    this.ports = udpPorts(options, { auth, acct, guests: this.guests.front })
  }

  /** Who decides about what comes in, by whichever way it comes. */
  private frontOptions(authorizer: Authorizer): FrontOptions<AccessNas> {
    const { clock, vault, onTrouble } = this.options
    const tests = new TestRouters(this.picture, vault)
    return {
      nasOf: ({ address }, request) =>
        (request && tests.nasOf(request)) ?? this.picture.nasAt(address),
      authorize: (request, nas, trust) => {
        const road = this.roaming.roadFor(request)
        if (road) return this.roaming.authorize(road, request, nas, trust)
        const door = request.has(Attr.EapMessage) ? this.eap : authorizer
        return door.answer(request, nas, trust)
      },
      account: (request, nas, trust, then) => this.account(request, nas, trust, then),
      now_ms: () => clock.elapsed_ms(),
      onDrop: (dropped) => this.witness.dropped(dropped),
      onReply: (replied) => this.noteReply(replied),
      onFault: (error) => onTrouble('A packet could not be answered', error),
    }
  }

  /** Resolves when the picture is whole and both ports listen: from then on it answers rightly. */
  async open(): Promise<void> {
    await this.options.units.unit(PREPARE, preparePartitions)
    await this.keeper.open()
    await this.scribe.open()
    await this.roaming.open()
    this.spool?.open()
    await this.presence.open(async () => {
      for (const port of this.ports) await port.open()
      await this.streams.open()
      return { authPort: this.authPort, acctPort: this.acctPort }
    })
    this.enforcer.start()
    this.sweeper = setInterval(() => {
      for (const front of [...this.fronts, this.guests.front]) front.sweep()
      this.eap.sweep()
    }, SWEEP_ms)
  }

  get authPort(): number {
    return this.ports[0]?.port ?? 0
  }

  get acctPort(): number {
    return this.ports[1]?.port ?? 0
  }

  get changesPort(): number {
    return this.ports[2]?.port ?? 0
  }

  get radsecPort(): number {
    return this.streams.radsecPort
  }

  get tcpPort(): number {
    return this.streams.tcpPort
  }

  /** Stops listening, stores what was taken on, and answers it. */
  async close(): Promise<void> {
    clearInterval(this.sweeper)
    await this.presence.close()
    for (const front of [...this.fronts, this.guests.front]) front.takeNoMore()
    await this.batches.drained()
    await this.recorder.told()
    await this.rooms.close()
    await this.doubter.close()
    for (const port of this.ports) await port.close()
    await this.streams.close()
    await this.spool?.close()
    await this.keeper.close()
    await this.enforcer.close()
    await this.client.close()
    await this.roaming.close()
    this.options.routerApi?.close()
    await this.scribe.close()
  }

  /** For how long nothing has been heard of the database, and how long known subscribers get on so. */
  get silence_s(): { now: number; most: number } {
    const now = Math.max(0, this.options.clock.elapsed_ms() - this.picture.trueAt_ms) / 1_000
    return { now, most: this.picture.policy.outage_s }
  }

  /** Packets that were thrown away since the start, by why. */
  get drops(): DropCounts {
    const all = newDropCounts()
    for (const { drops } of [...this.fronts, this.guests.front])
      for (const reason of Object.keys(all) as DropReason[]) all[reason] += drops[reason]
    return all
  }

  /** Brings in at once what has been committed: for those who cannot wait for the notification. */
  async catchUp(): Promise<void> {
    await this.keeper.look({ services: true, nases: true, policy: true, usage: true })
    await this.roaming.catchUp()
  }

  /** Judges all live sessions now: for those who cannot wait for the next round. */
  async judgeAll(): Promise<void> {
    await this.enforcer.round()
  }

  /** Sessions that somebody has left are over, and who comes last may make the first ones go. */
  private follow(outcome: Outcome): void {
    const { decision, asker, nas } = outcome
    if (nas.isTest) return
    this.book.note(outcome)
    const serviceId = asker.known?.service.serviceId
    if (serviceId !== undefined) {
      if (decision.kind === 'accept') this.makeRoom(serviceId, decision.slots)
      else if (decision.because === 'too-many-sessions') this.doubter.doubt(serviceId)
    }
    this.options.onOutcome?.(outcome)
  }

  private noteReply(replied: Replied<AccessNas>): void {
    if (replied.nas.isTest) return
    this.witness.replied(replied)
    this.options.onReply?.(replied)
  }

  private makeRoom(serviceId: string, slots: Slots): void {
    if (slots.kind === 'full') return
    const { replaced, end } = { end: [], ...slots }
    if (replaced.length + end.length === 0) return
    for (const key of replaced) this.picture.dropSession(serviceId, key)
    for (const key of end) {
      const session = this.picture.session(serviceId, key)
      if (session) session.endWanted = 'too-many-sessions'
    }
    this.recorder.known.forget([...replaced, ...end])
    this.rooms.make({ serviceId, replaced, end })
  }

  private account(
    request: Packet,
    nas: AccessNas,
    trust: Trust,
    then: { stored: () => void; refused: (why?: DropReason) => void },
  ): void {
    const road = this.roaming.roadFor(request)
    const { refused } = then
    const stored = road?.forwardsAccounting
      ? () => void this.roaming.account(road, request, trust, then)
      : then.stored
    const now_ms = this.options.clock.now_ms()
    const record = readAccounting(request, nas, now_ms)
    // It is no record that could be stored; unanswered, the NAS would send it for ever (RFC 2866 §2).
    if (typeof record === 'string') return stored()
    if (!('key' in record)) {
      // Alone, not in a batch: what ends all sessions of a router must not end those that a batch is adding.
      const failed = (error: unknown) => {
        refused()
        this.options.onTrouble('Sessions of a router that restarted could not be ended', error)
      }
      return void this.store([record]).then(stored, failed)
    }
    // A guest whose device is one of ours, too, is nobody of ours here.
    const heard = road ? { ...record, serviceId: null } : ofService(record, this.picture)
    this.batches.add({
      ...{ heard, stored },
      refused: (why) => refused(why === 'queue-full' ? why : undefined),
    })
  }

  private async store(entries: readonly Entry[]): Promise<void> {
    if (this.spool) await this.spool.store(entries)
    else await this.recorder.write(entries)
  }

  /** What a batch of accounting has changed reaches the sessions. */
  private settle(entries: readonly Entry[], usage: readonly Decided[]): void {
    this.promises.follow(entries.filter((entry) => 'class' in entry))
    for (const { serviceId, usage: now, isChanged } of usage) {
      this.picture.putUsage(serviceId, now)
      if (isChanged) this.enforcer.look(serviceId)
    }
  }
}
