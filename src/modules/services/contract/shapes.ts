import { z } from 'zod'
import { DUNNINGS, HOLD_REASONS, PAYS, SERVICE_STATUSES } from './serving.ts'

export const instant = z.iso.datetime()
export const version = z.int().min(1)
export const author = z.object({ kind: z.enum(['staff', 'subscriber', 'system']), id: z.string() })

export const serviceStatus = z.enum(SERVICE_STATUSES)
export const pay = z.enum(PAYS)
export const dunning = z.enum(DUNNINGS)
export const holdReason = z.enum(HOLD_REASONS)

/** Optional prices of the plan by their key: how many add-ons, how many devices in all. */
export const chosenOptions = z.record(
  z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  z.int().min(0).max(100_000),
)

/** How a service gets in: by dialling, by DHCP, by the captive page, by its device, by a fixed address, or through a tunnel. */
export const SERVICE_ACCESSES = ['pppoe', 'ipoe', 'hotspot', 'mac', 'static', 'vpn'] as const
export const serviceAccess = z.enum(SERVICE_ACCESSES)
export type ServiceAccess = z.infer<typeof serviceAccess>

/** Those that dial with a name and a password; the others are known by a device or an address. */
const DIALLING = ['pppoe', 'hotspot', 'vpn'] as const satisfies readonly ServiceAccess[]

export function dials(access: ServiceAccess): boolean {
  return DIALLING.some((one) => one === access)
}

export const END_REASONS = [
  'asked',
  'not-paid',
  'moved-away',
  'competitor',
  'price',
  'quality',
  'abuse',
  'never-installed',
  'mistake',
  'other',
] as const
export const endReason = z.enum(END_REASONS)
export type EndReason = z.infer<typeof endReason>
