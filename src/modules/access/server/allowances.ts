import type { Allowance } from '#modules/network/contract.ts'
import type { PlanVersion } from '#modules/catalog/contract.ts'
import type { ServingFacts, ServingKind } from '#modules/services/contract.ts'
import type { NetworkService } from '#modules/services/index.ts'
import { endsAt, speedNow, wholeFacts, type Speed } from '#modules/shaping/contract.ts'
import type { UsageNow } from '#modules/usage/contract.ts'
import type { Picture } from './picture.ts'

/**
 * What services deserve now, as routers are told it. Most services of a plan deserve the same at the same time, so speeds
 * are worked out once for a plan, and again when time changes them.
 */
export class Allowances {
  private readonly speeds = new Map<string, Speed>()
  /** By the speed of which there is one for all who deserve the same: so that there is one of these, too. */
  private readonly shared = new WeakMap<Speed, Allowance>()
  private readonly picture: Picture
  private nextEdge_ms = Infinity

  constructor(picture: Picture) {
    this.picture = picture
  }

  /** The facts for `mayBeServed`, with what usage and the plan's hours have to say. */
  servingFacts(service: NetworkService, now_ms: number): ServingFacts {
    const profiles = this.picture.plan(service)?.profiles
    const { status, pay, paid, grace_s, dunning, holds } = service
    const facts = { status, pay, paid, grace_s, dunning, holds }
    const { quota = null, accessHours: hours = null } = profiles ?? {}
    // Most plans have neither, and working out the wall clock costs.
    if (!quota && !hours) return facts
    const usage = this.picture.usage(service.serviceId)
    return wholeFacts(facts, { quota, hours }, usage, this.zoned(now_ms))
  }

  speed(service: NetworkService, serving: ServingKind, now_ms: number): Speed {
    const usage = this.picture.usage(service.serviceId)
    const plan = this.picture.plan(service)
    // What is left of a quota, and how long a boost lasts, are one service's own.
    if (usage.quota || usage.boost) return this.noted(this.workOut(plan, usage, serving, now_ms))
    const key = `${service.planVersionId} ${serving} ${usage.stage}`
    const known = this.speeds.get(key)
    if (known && (known.until_ms === null || now_ms < known.until_ms)) return this.noted(known)
    const speed = this.workOut(plan, usage, serving, now_ms)
    this.speeds.set(key, speed)
    return this.noted(speed)
  }

  /** Of a quota in time that ends a session; null: none. */
  timeLeft_s(service: NetworkService): number | null {
    const quota = this.picture.plan(service)?.profiles.quota
    const { left_s = null, state } = this.picture.usage(service.serviceId).quota ?? {}
    return quota && endsAt(quota) && state === 'left' && left_s !== null && left_s > 0
      ? left_s
      : null
  }

  /** The first moment at which time alone changes one of the speeds asked for since the last call; Infinity: none. */
  takeNextEdge_ms(): number {
    const next = this.nextEdge_ms
    this.nextEdge_ms = Infinity
    return next
  }

  private noted(speed: Speed): Speed {
    if (speed.until_ms !== null) this.nextEdge_ms = Math.min(this.nextEdge_ms, speed.until_ms)
    return speed
  }

  /** To be called when the policy of the ISP has changed. */
  forget(): void {
    this.speeds.clear()
  }

  /** All that the service itself says about a session; the session's own facts are added by who begins it. */
  allowance(service: NetworkService, serving: ServingKind, now_ms: number): Allowance {
    const speed = this.speed(service, serving, now_ms)
    const usage = this.picture.usage(service.serviceId)
    if (usage.quota || service.fixedAddresses.length > 0)
      return this.say(service, speed, usage, serving)
    const known = this.shared.get(speed)
    if (known) return known
    const made = this.say(service, speed, usage, serving)
    this.shared.set(speed, made)
    return made
  }

  private say(
    service: NetworkService,
    speed: Speed,
    usage: UsageNow,
    serving: ServingKind,
  ): Allowance {
    const { policy } = this.picture
    const isWalled = serving === 'walled-garden'
    return {
      ...(speed.rate && { rate: speed.rate }),
      ...(speed.burst && {
        burst: {
          rate: speed.burst.rate,
          threshold: speed.burst.threshold,
          down_s: speed.burst.time_s,
          up_s: speed.burst.time_s,
        },
      }),
      ...(speed.guaranteed && { guaranteed: speed.guaranteed }),
      // Tiers are 0 to 2, routers count priorities from 1 to 8.
      priority: 2 + speed.tier * 3,
      ...addresses(service),
      ...(isWalled && { addressList: policy.gardenList }),
      ...(isWalled && policy.gardenUrl !== null && { redirectUrl: policy.gardenUrl }),
      ...(!isWalled && quotaLeft(this.picture.plan(service), usage)),
    }
  }

  private workOut(
    plan: PlanVersion | undefined,
    usage: UsageNow,
    serving: ServingKind,
    now_ms: number,
  ): Speed {
    const facts = {
      speed: plan?.profiles.speed ?? null,
      fairUse: plan?.profiles.fairUse ?? null,
      quota: plan?.profiles.quota ?? null,
      hours: plan?.profiles.accessHours ?? null,
      ...{ serving, usage, slow: this.picture.policy.slow },
    }
    return speedNow(facts, this.zoned(now_ms))
  }

  private zoned(now_ms: number): Temporal.ZonedDateTime {
    return Temporal.Instant.fromEpochMilliseconds(now_ms).toZonedDateTimeISO(
      this.picture.policy.zone,
    )
  }
}

/** What may still be moved, where all that is left ends the session. Whoever goes on after it is told so when it is time. */
function quotaLeft(plan: PlanVersion | undefined, { quota }: UsageNow): Pick<Allowance, 'quota'> {
  if (!plan?.profiles.quota || !endsAt(plan.profiles.quota)) return {}
  if (!quota || quota.left_bytes === null || quota.state !== 'left') return {}
  switch (quota.counts) {
    case 'down':
      return { quota: { down: quota.left_bytes } }
    case 'up':
      return { quota: { up: quota.left_bytes } }
    default:
      return { quota: { total: quota.left_bytes } }
  }
}

function addresses({ fixedAddresses }: NetworkService): Partial<Allowance> {
  if (fixedAddresses.length === 0) return {}
  const of = (kind: NetworkService['fixedAddresses'][number]['kind']) =>
    fixedAddresses.filter((one) => one.kind === kind).map(({ net }) => net)
  const [ipv4] = of('ipv4').map((net) => net.replace(/\/32$/, ''))
  const [ipv6Prefix] = of('ipv6-prefix')
  const [delegatedPrefix] = of('delegated-prefix')
  const routes = of('route')
  // RFC 2865 §5.22: the network, the way to it (0.0.0.0: this session), the metric.
  const routes4 = routes.filter((net) => !net.includes(':')).map((net) => `${net} 0.0.0.0 1`)
  const routes6 = routes.filter((net) => net.includes(':')).map((net) => `${net} :: 1`)
  return {
    ...(ipv4 !== undefined && { ipv4 }),
    ...(ipv6Prefix !== undefined && { ipv6Prefix }),
    ...(delegatedPrefix !== undefined && { delegatedPrefix }),
    ...(routes4.length > 0 && { routes: routes4 }),
    ...(routes6.length > 0 && { ipv6Routes: routes6 }),
  }
}
