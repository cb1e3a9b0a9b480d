import { system } from '#kernel/actor.ts'
import { makeSetUpCode } from '#modules/staff/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import type { Log } from '#platform/log.ts'
import { openApi } from './api.ts'
import { type Ground, openGround, reachable } from './ground.ts'
import { openHealth } from './health.ts'
import { openRadius } from './radius.ts'
import type { Role } from './roles.ts'
import { warmWords } from './warm-words.ts'
import { openWorker } from './worker.ts'

/** A running Kasi, or the roles of it that were asked for. */
export type Building = {
  /** Where HTTP listens, when the role `api` is among them. */
  readonly address?: URL
  /** Where a process without HTTP says how it is, if it does. */
  readonly healthPort?: number
  /** For setting up the first owner, where there is no staff yet. It is good once. */
  readonly setUpCode?: string
  /** Takes no new work, lets what is under way end, with a bound, and closes everything. */
  stop(): Promise<void>
}

export type BuildingPlan = {
  readonly config: Config
  /** Of a migrated database. */
  readonly url: string
  readonly roles: readonly Role[]
  readonly log: Log
  readonly clock?: Clock
  /** Something else that stands on the same ground once RADIUS answers there; gives how to take it down. */
  readonly beside?: (ground: Ground, radius: RadiusAt) => Promise<() => Promise<void>>
}

/** Where RADIUS answers. */
export type RadiusAt = {
  readonly address: string
  readonly authPort: number
  readonly acctPort: number
}

const SETTING_UP = { actor: system('start'), name: 'staff.make-set-up-code' }

/** Puts the chosen roles up on one ground, in this process. When a part cannot stand, the others are taken down. */
export async function openBuilding(plan: BuildingPlan): Promise<Building> {
  const ground = await openGround({ ...plan, name: plan.roles.join(' ') })
  warmWords(ground.clock.now())
  const standing: (() => Promise<void>)[] = [() => ground.close()]
  const stop = async () => {
    for (const takeDown of standing.splice(0).toReversed()) await takeDown()
  }
  try {
    if (plan.roles.includes('worker')) {
      const worker = openWorker(ground)
      standing.push(() => worker.stop())
    }
    const radius = plan.roles.includes('radius') ? await openRadius(ground) : undefined
    if (radius) {
      standing.push(() => radius.close())
      const { authPort, acctPort } = radius
      const at = { address: reachable(plan.config.radius.host), authPort, acctPort }
      if (plan.beside) standing.push(await plan.beside(ground, at))
    }
    if (!plan.roles.includes('api')) {
      const { port } = plan.config.health
      if (port === undefined) return { stop }
      const health = await openHealth(ground, port, radius)
      standing.push(() => health.close())
      return { stop, healthPort: health.port }
    }
    const http = await openApi(ground)
    standing.push(() => http.close())
    const address = await http.listen(plan.config.http)
    ground.listensAt(address)
    const setUpCode = await ground.units.unit(SETTING_UP, makeSetUpCode)
    return { address, stop, ...(setUpCode !== undefined && { setUpCode }) }
  } catch (error) {
    await stop()
    throw error
  }
}
