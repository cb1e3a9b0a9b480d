import type { NetworkService } from '#modules/services/index.ts'
import type { DoorFacts } from '../rules/decide.ts'
import { unpaidAt } from '../rules/policy.ts'
import { slotsFor, type OpenSession, type Slots } from '../rules/slots.ts'
import type { Allowances } from './allowances.ts'
import type { Picture } from './picture.ts'

/** Who asks, as far as the door must know. */
export type AtDoor = {
  readonly nas: {
    readonly id: string
    readonly siteId: string
    readonly sessionsMax: number | null
  }
  /** How many sessions are open on this NAS. */
  readonly online: number
  readonly station: string | null
  readonly nasPort: string | null
}

/** What `decide` must know of somebody at the door; the same for a router's request and for staff who ask why. */
export function doorFacts(
  service: NetworkService,
  at: AtDoor,
  { picture, allowances }: { picture: Picture; allowances: Allowances },
  now_ms: number,
): DoorFacts {
  const { nas, station, nasPort } = at
  const { policy } = picture
  const rule = { most: sessionsMost(service, picture), whenFull: policy.whenFull }
  const open = picture.open(service.serviceId)
  const slots = slotsFor({ nasId: nas.id, station, nasPort }, open, rule, now_ms)
  return {
    serving: allowances.servingFacts(service, now_ms),
    isElsewhere: policy.ownSiteOnly && service.siteId !== null && service.siteId !== nas.siteId,
    isOtherNas: service.nasIds.length > 0 && !service.nasIds.includes(nas.id),
    isNasFull:
      nas.sessionsMax !== null && at.online - leaving(nas.id, open, slots) >= nas.sessionsMax,
    bound: service.isBound ? boundTo(service) : null,
    station,
    unpaid: unpaidAt(policy, service.access),
    slots,
  }
}

/** How many sessions of this service make room on this NAS for the one that is asked for: who dials again is no guest more. */
function leaving(nasId: string, open: readonly OpenSession[], slots: Slots): number {
  if (slots.kind === 'full') return 0
  const over = new Set([...slots.replaced, ...(slots.kind === 'end-first' ? slots.end : [])])
  return open.filter((session) => session.nasId === nasId && over.has(session.id)).length
}

function boundTo({ devices }: NetworkService): string[] {
  return devices.filter(({ role }) => role !== 'seen').map(({ mac }) => mac.toUpperCase())
}

/** As the service says, else its plan, else one. */
export function sessionsMost(service: NetworkService, picture: Picture): number {
  return service.sessionsMax ?? picture.plan(service)?.terms.devices.simultaneous ?? 1
}
