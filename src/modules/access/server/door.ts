import type { NetworkService } from '#modules/services/index.ts'
import type { DoorFacts } from '../rules/decide.ts'
import { slotsFor } from '../rules/slots.ts'
import type { Allowances } from './allowances.ts'
import type { Picture } from './picture.ts'

/** Who asks, as far as the door must know. */
export type AtDoor = {
  readonly nas: { readonly id: string; readonly siteId: string }
  readonly station: string | null
  readonly nasPort: string | null
}

/** What `decide` must know of somebody at the door; the same for a router's request and for staff who ask why. */
export function doorFacts(
  service: NetworkService,
  { nas, station, nasPort }: AtDoor,
  { picture, allowances }: { picture: Picture; allowances: Allowances },
  now_ms: number,
): DoorFacts {
  const { policy } = picture
  const rule = { most: sessionsMost(service, picture), whenFull: policy.whenFull }
  const open = picture.open(service.serviceId)
  return {
    serving: allowances.servingFacts(service, now_ms),
    isElsewhere: policy.ownSiteOnly && service.siteId !== null && service.siteId !== nas.siteId,
    bound: service.isBound ? boundTo(service) : null,
    station,
    unpaid: policy.unpaid,
    slots: slotsFor({ nasId: nas.id, station, nasPort }, open, rule, now_ms),
  }
}

function boundTo({ devices }: NetworkService): string[] {
  return devices.filter(({ role }) => role !== 'seen').map(({ mac }) => mac.toUpperCase())
}

/** As the service says, else its plan, else one. */
export function sessionsMost(service: NetworkService, picture: Picture): number {
  return service.sessionsMax ?? picture.plan(service)?.terms.devices.simultaneous ?? 1
}
