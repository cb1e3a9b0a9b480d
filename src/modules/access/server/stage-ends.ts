import { system } from '#kernel/actor.ts'
import type { Allowance } from '#modules/network/contract.ts'
import type { NetworkService } from '#modules/services/index.ts'
import { leftToNextStage } from '#modules/usage/index.ts'
import type { Units } from '#platform/tx.ts'
import type { Picture } from './picture.ts'

export type StageEndsOptions = {
  readonly picture: Picture
  readonly units: Pick<Units, 'read'>
  readonly onTrouble: (error: unknown) => void
}

const ORIGIN = { actor: system('radius'), name: 'access.look-at-stage' }
/** So that nobody who is about to reach a stage is sent around in circles. */
const LEAST_octets = 1_000_000n

/**
 * On a router that cannot be told of changes, a session ends by itself where its next fair-use stage begins, and comes back with the
 * speed of that stage. Asks the database at each login of such a service on such a router, and of no other.
 */
export class StageEnds {
  private readonly options: StageEndsOptions

  constructor(options: StageEndsOptions) {
    this.options = options
  }

  /** Null: no stage is before it. While the database is away, the session goes without such an end. */
  for(service: NetworkService): null | Promise<Allowance['quota'] | null> {
    const { picture, units, onTrouble } = this.options
    const fairUse = picture.plan(service)?.profiles.fairUse
    const { stage } = picture.usage(service.serviceId)
    if (!fairUse || fairUse.stages.length <= (stage ?? -1) + 1) return null
    return units
      .read(ORIGIN, (read) => leftToNextStage(read, service.serviceId))
      .then(
        (left) =>
          left && { [left.counts]: left.octets > LEAST_octets ? left.octets : LEAST_octets },
        (error: unknown) => {
          onTrouble(error)
          return null
        },
      )
  }
}

/** The tighter of both where both bound the same. */
export function withStageEnd(
  allowance: Allowance,
  ends: NonNullable<Allowance['quota']>,
): Allowance {
  const quota = { ...allowance.quota }
  for (const way of ['down', 'up', 'total'] as const) {
    const [now, end] = [quota[way], ends[way]]
    if (end !== undefined && (now === undefined || end < now)) quota[way] = end
  }
  return { ...allowance, quota }
}
