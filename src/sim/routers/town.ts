import type { SimRouter, Caller } from './router.ts'
import type { SimSession } from './session.ts'

/** Somebody of the town with a line: who they are to their router, and how much they like to watch. */
export type Resident = Caller & {
  /** Which router they hang on, by its place. */
  readonly router: number
  /** From 0, who hardly uses it, to 1, who never stops. */
  readonly appetite: number
}

export type TownOptions = {
  readonly routers: readonly SimRouter[]
  readonly residents: readonly Resident[]
  readonly now_ms: () => number
  /** What hour it is for the people, 0 to 23. */
  readonly hourOf: (now_ms: number) => number
  readonly roll?: () => number
}

/** Nothing happens oftener; a town that nobody looks at costs next to nothing. */
const BEAT_ms = 15_000
/** So many dial in one beat while everybody comes back: the first minute of a demo should show a town, not a storm. */
const DIALS_PER_BEAT = 40
/** How busy people are by the hour: asleep, at work, home, in the evening all at once. */
const BUSY = [
  ...[0.25, 0.15, 0.1, 0.08, 0.08, 0.15, 0.35, 0.5, 0.4, 0.35, 0.35, 0.4],
  ...[0.5, 0.5, 0.4, 0.4, 0.45, 0.6, 0.8, 0.95, 1, 1, 0.8, 0.5],
]
/** One of so many hangs up in a beat, and comes back in one of the next. */
const RESTLESS = 400
/** At a busy hour somebody of middle appetite uses so much of their speed. */
const SHARE = 0.12

/** The people of the simulated town at their lines: they dial, use what they like at the hour that it is, hang up, come back. */
export class Town {
  private readonly options: TownOptions
  private readonly sessions = new Map<Resident, SimSession>()
  private timer: NodeJS.Timeout | undefined
  private work: Promise<void> = Promise.resolve()
  private beatAt_ms: number

  constructor(options: TownOptions) {
    this.options = options
    this.beatAt_ms = options.now_ms()
  }

  open(): void {
    const beat = () => {
      this.work = this.work.then(() => this.beat())
    }
    beat()
    this.timer = setInterval(beat, BEAT_ms)
    this.timer.unref()
  }

  /** Everybody hangs up. */
  async close(): Promise<void> {
    clearInterval(this.timer)
    await this.work
    await Promise.all(this.options.routers.map((router) => router.close()))
  }

  /** What people have done since the last beat. */
  async beat(): Promise<void> {
    const { residents, routers, now_ms, roll = Math.random } = this.options
    const now = now_ms()
    const passed_ms = now - this.beatAt_ms
    this.beatAt_ms = now
    let dials = 0
    for (const resident of residents) {
      const router = routers[resident.router]
      if (!router) continue
      const session = this.sessions.get(resident)
      if (!session || !router.sessions.includes(session)) {
        this.sessions.delete(resident)
        if (dials++ < DIALS_PER_BEAT) await this.dial(router, resident)
      } else if (roll() < 1 / RESTLESS) await router.hangUp(session, 'User-Request')
      else await router.moves(session, this.movedBy(resident, session, passed_ms))
    }
  }

  private async dial(router: SimRouter, resident: Resident): Promise<void> {
    const dialled = await router.dial(resident)
    if (dialled.kind === 'online') this.sessions.set(resident, dialled.session)
  }

  private movedBy(
    { appetite }: Resident,
    { rate }: SimSession,
    passed_ms: number,
  ): { up: bigint; down: bigint } {
    const { hourOf, roll = Math.random } = this.options
    const { down_bps, up_bps } = rate ?? { down_bps: 5_000_000, up_bps: 2_000_000 }
    const mood = appetite * SHARE * 2 * (BUSY[hourOf(this.beatAt_ms)] ?? 1) * roll() * 2
    const moved = (bps: number, share: number) =>
      BigInt(Math.round((bps / 8_000) * passed_ms * Math.min(1, share)))
    return { up: moved(up_bps, mood / 5), down: moved(down_bps, mood) }
  }
}
