import type { HeldLease, PoolInPicture } from '#modules/network/index.ts'

/** A lease is handed out no later than so long before its end: clocks differ, and a session has to begin and to be heard of. */
const SLACK_ms = 10 * 60_000

/**
 * The leases that are known in this process: what a service holds until a moment, and nobody else gets before, so that it is
 * handed out again without asking anybody. Who holds none is asked for in the database.
 */
export class Leases {
  pools: readonly PoolInPicture[] = []
  private held = new Map<string, readonly HeldLease[]>()

  /** What this holder has of this pool, if it is theirs for long enough. */
  get(serviceId: string, poolId: string, key: string, now_ms: number): string | undefined {
    const found = this.held
      .get(serviceId)
      ?.find((lease) => lease.poolId === poolId && lease.key === key)
    return found && found.until_ms - SLACK_ms > now_ms ? found.part : undefined
  }

  put(lease: HeldLease): void {
    const others = (this.held.get(lease.serviceId) ?? []).filter(
      ({ poolId, key }) => poolId !== lease.poolId || key !== lease.key,
    )
    this.held.set(lease.serviceId, [...others, lease])
  }

  /** All that anybody holds, in the order of services. What was leased while it was read is asked for again. */
  replaceAll(leases: readonly HeldLease[]): void {
    this.held = Map.groupBy(leases, ({ serviceId }) => serviceId)
  }

  /** All that a service holds, and nothing else. */
  replace(serviceId: string, leases: readonly HeldLease[]): void {
    if (leases.length === 0) this.held.delete(serviceId)
    else this.held.set(serviceId, leases)
  }
}
