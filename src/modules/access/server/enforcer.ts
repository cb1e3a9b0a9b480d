import { setTimeout as sleep } from 'node:timers/promises'
import { system } from '#kernel/actor.ts'
import { stopwatch } from '#platform/clock.ts'
import type { Units } from '#platform/tx.ts'
import { isObeyed, parseTold } from '../rules/told.ts'
import { claimSessions, type Enforced, letGo, noteEnforced } from '../store.ts'
import type { Allowances } from './allowances.ts'
import { Gate } from './gate.ts'
import { type Meant, meantNow } from './meant.ts'
import type { AccessNas, LiveSession, Picture } from './picture.ts'
import { type Task, Teller, type TellerOptions } from './teller.ts'

export type EnforcerOptions = TellerOptions & {
  readonly picture: Picture
  readonly allowances: Allowances
  readonly units: Pick<Units, 'unit'>
  /** The rows of these sessions were written. */
  readonly onNoted?: (keys: Iterable<string>) => void
  readonly onTrouble: (error: unknown) => void
}

const ORIGIN = { actor: system('radius'), name: 'access.enforce' }
/** Questions to one NAS at a time: a router that is asked for thousands of changes at once answers none. */
const OPEN_PER_NAS = 16
/** Sessions that are claimed and noted together: a commit for each sixteen would make the database the slowest part of a change. */
const GROUP_MAX = 64
/** Groups of one NAS at a time, until they are told: one is told while the other is claimed. Noting waits for nobody. */
const GROUPS_PER_NAS = 2
/** Longer than all ways to tell a group take: a NAS that falls silent is not asked to the end. */
const CLAIM_s = 30
/** All sessions are looked at this often, whatever was told: time windows begin, words get lost. */
const ROUND_ms = 30_000
/** Looked at without a rest: a few milliseconds. */
const SLICE = 250
/** How long a round rests after a slice, by what the slice took: whoever waits for a word to a router waits for few of them. */
const REST_TIMES = 2

/**
 * Makes live sessions obey: compares what is meant with what their NAS was told, and tells it. What changed is
 * looked at in the same moment, all others in rounds. Each NAS has its own queue and its own patience, so one that hangs
 * delays nobody else; what it confirmed, and nothing else, counts as obeyed.
 */
export class Enforcer {
  private readonly options: EnforcerOptions
  private readonly waiting = new Map<string, Map<string, Task>>()
  /** How many groups each NAS has under way. */
  private readonly groups = new Map<string, number>()
  private readonly gates = new Map<string, Gate>()
  private readonly inWork = new Set<string>()
  private readonly teller: Teller
  private readonly running = new Set<Promise<void>>()
  private timer: NodeJS.Timeout | undefined
  private edge: NodeJS.Timeout | undefined
  private rounding: Promise<void> | undefined
  private isRoundWanted = false
  private isClosed = false

  constructor(options: EnforcerOptions) {
    this.options = options
    this.teller = new Teller(options)
  }

  start(): void {
    this.timer = setInterval(() => void this.round(), ROUND_ms)
    this.timer.unref()
  }

  async close(): Promise<void> {
    this.isClosed = true
    clearInterval(this.timer)
    clearTimeout(this.edge)
    this.waiting.clear()
    await Promise.all(this.running)
  }

  /** Whether there is any way to tell this router of a change. */
  reaches(nas: AccessNas): boolean {
    return this.teller.reaches(nas)
  }

  /** What a home server says of its guest (see Teller). */
  readonly relay: Teller['relay'] = (...said) => this.teller.relay(...said)

  /** Something of this service has changed: its sessions are judged anew now. */
  look(serviceId: string): void {
    const { picture, now_ms } = this.options
    const service = picture.service(serviceId)
    for (const session of picture.open(serviceId)) {
      const meant = service ? meantNow(service, this.options, now_ms()) : ENDED
      this.judge(session, serviceId, meant)
    }
    this.go()
  }

  /** All open sessions; while a round is under way, another one after it. Done when none is wanted. */
  round(): Promise<void> {
    this.isRoundWanted = true
    return (this.rounding ??= this.rounds().finally(() => {
      this.rounding = undefined
    }))
  }

  private async rounds(): Promise<void> {
    while (this.isRoundWanted && !this.isClosed) {
      this.isRoundWanted = false
      await this.lookAtAll()
    }
  }

  /** A slice at a time, so that requests are answered, and words to routers written, in between. */
  private async lookAtAll(): Promise<void> {
    let looked = 0
    let elapsed_ms = stopwatch()
    for (const serviceId of this.options.picture.online()) {
      if (this.isClosed) return
      this.look(serviceId)
      if (++looked % SLICE > 0) continue
      await sleep(REST_TIMES * elapsed_ms())
      elapsed_ms = stopwatch()
    }
    this.meetEdge()
  }

  /** A window that begins, or a boost that ends, before the next round has a round of its own, in that moment. */
  private meetEdge(): void {
    const { allowances, now_ms } = this.options
    const wait_ms = allowances.takeNextEdge_ms() - now_ms()
    clearTimeout(this.edge)
    if (wait_ms > ROUND_ms || this.isClosed) return
    this.edge = setTimeout(() => void this.round(), Math.max(1, wait_ms))
    this.edge.unref()
  }

  private judge(session: LiveSession, serviceId: string, meant: Meant): void {
    const nas = this.options.picture.nas(session.nasId)
    if (!nas || this.inWork.has(session.id)) return
    const wanted: Meant = session.endWanted === null ? meant : ENDED
    // Of a NAS that does not give back our Class we know nothing but that it was told what was meant then.
    if (session.told === null && wanted.do === 'serve') session.told = wanted.told
    const obeys =
      wanted.do === 'serve' && session.told !== null && isObeyed(session.told, wanted.told)
    const tasks = this.waiting.get(nas.id) ?? new Map<string, Task>()
    if (obeys) tasks.delete(session.id)
    else tasks.set(session.id, { session, serviceId, nas, meant: wanted })
    this.waiting.set(nas.id, tasks)
  }

  /** Takes on as much as each NAS may be asked at a time. */
  private go(): void {
    for (const [nasId, tasks] of this.waiting) {
      if (tasks.size === 0) this.waiting.delete(nasId)
      else if (this.teller.mayAsk(nasId) && (this.groups.get(nasId) ?? 0) < GROUPS_PER_NAS) {
        const taken = tasks.values().take(GROUP_MAX).toArray()
        for (const { session } of taken) tasks.delete(session.id)
        this.run(nasId, taken)
      }
    }
  }

  private run(nasId: string, tasks: readonly Task[]): void {
    this.groups.set(nasId, (this.groups.get(nasId) ?? 0) + 1)
    for (const { session } of tasks) this.inWork.add(session.id)
    let isTold = false
    const told = () => {
      if (isTold) return
      isTold = true
      this.groups.set(nasId, (this.groups.get(nasId) ?? 0) - 1)
      if (!this.isClosed) this.go()
    }
    const work = this.enforce(tasks, told)
      .catch(this.options.onTrouble)
      .finally(() => {
        told()
        for (const { session } of tasks) this.inWork.delete(session.id)
        this.running.delete(work)
        if (!this.isClosed) this.go()
      })
    this.running.add(work)
  }

  /** Claim, tell, note: the world is asked between two transactions, never in one. */
  private async enforce(tasks: readonly Task[], told: () => void): Promise<void> {
    const { units } = this.options
    const keys = tasks.map(({ session }) => session.id)
    const claimed = await units.unit(ORIGIN, (tx) =>
      claimSessions(tx, keys, tx.now.add({ seconds: CLAIM_s })),
    )
    const mine = tasks.filter((task) => isToDo(task, claimed))
    const outcomes = await Promise.all(
      mine.map((task) => this.gateOf(task.nas.id).through(() => this.teller.tell(task))),
    )
    told()
    const asked = new Set(mine.map(({ session }) => session.id))
    const others = [...claimed.keys()].filter((key) => !asked.has(key))
    if (claimed.size > 0)
      await units.unit(ORIGIN, async (tx) => {
        await noteEnforced(tx, outcomes)
        await letGo(tx, others)
      })
    this.options.onNoted?.(claimed.keys())
    for (const [place, outcome] of outcomes.entries()) this.keep(mine[place], outcome)
  }

  private gateOf(nasId: string): Gate {
    const gate = this.gates.get(nasId) ?? new Gate(OPEN_PER_NAS)
    this.gates.set(nasId, gate)
    return gate
  }

  private keep(task: Task | undefined, { told, ended }: Enforced): void {
    if (!task) return
    const { picture } = this.options
    const session = picture.session(task.serviceId, task.session.id)
    if (ended !== null) picture.dropSession(task.serviceId, task.session.id)
    else if (session && told !== null && task.meant.do === 'serve') session.told = task.meant.told
  }
}

const ENDED: Meant = { do: 'end', because: 'ended' }

/** Another process may have told its NAS already: what it obeys is known by the row, and by then by us. */
function isToDo({ session, meant }: Task, claimed: ReadonlyMap<string, string | null>): boolean {
  if (!claimed.has(session.id)) return false
  const told = claimed.get(session.id) ?? null
  const known = told === null ? null : parseTold(told)
  if (known) session.told = known
  return meant.do === 'end' || known === null || !isObeyed(known, meant.told)
}
