import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { text } from '#kernel/text.ts'
import { SERVING_KINDS, SERVING_REASONS } from './serving.ts'
import { instant, pay, serviceStatus } from './shapes.ts'

/** A service as its holder sees it. */
export const myService = z.object({
  id,
  number: z.string(),
  /** What they call it, else their plan. */
  name: z.string(),
  plan: z.string(),
  planVersionId: id,
  status: serviceStatus,
  pay,
  serving: z.object({
    kind: z.enum(SERVING_KINDS),
    because: z.enum(SERVING_REASONS),
    until: instant.nullable(),
  }),
  paidUntil: instant.nullable(),
  autoRenew: z.boolean(),
  /** A pause that they set themselves, which they can end. */
  pause: z
    .object({
      from: instant,
      /** It ends then by itself; null: when they end it. */
      to: instant.nullable(),
      isCharged: z.boolean(),
    })
    .nullable(),
  /** How many days of a pause from now on would not be charged, and from how many on one counts. */
  pausing: z.object({ freeDays: z.int(), leastDays: z.int() }),
})
export type MyService = z.infer<typeof myService>

const mine = z.object({ services: z.array(myService) })

export const listMyServices = endpoint({
  name: 'services.list-my-services',
  method: 'GET',
  path: '/api/portal/services',
  access: 'subscriber',
  summary: 'What the one who asks holds, and whether it gets online',
  input: z.object({}),
  reply: mine,
})

export const setMyAutoRenew = endpoint({
  name: 'services.set-my-auto-renew',
  method: 'PUT',
  path: '/api/portal/services/:serviceId/auto-renew',
  access: 'subscriber',
  summary: 'Whether a service renews itself from the wallet',
  input: z.object({ serviceId: id, isOn: z.boolean() }),
  reply: mine,
})

export const pauseMyService = endpoint({
  name: 'services.pause-my-service',
  method: 'POST',
  path: '/api/portal/services/:serviceId/pause',
  access: 'subscriber',
  summary:
    'Pauses a service until it is resumed, without a charge for as many days of a year as the ISP grants',
  input: z.object({ serviceId: id }),
  reply: mine,
})

export const resumeMyService = endpoint({
  name: 'services.resume-my-service',
  method: 'POST',
  path: '/api/portal/services/:serviceId/resume',
  access: 'subscriber',
  summary: 'Ends a pause that its holder set',
  input: z.object({ serviceId: id }),
  reply: mine,
})

/** A device as its owner sees it. */
export const myDevice = z.object({
  id,
  name: z.string(),
  mac: z.string(),
  /** `seen`: it was there; `bound`: it may dial; `login`: it gets in without a password. */
  role: z.enum(['seen', 'bound', 'login']),
  addedAt: instant,
})
export type MyDevice = z.infer<typeof myDevice>
const myDevices = z.object({ devices: z.array(myDevice) })
const ofDevice = z.object({ serviceId: id, deviceId: id })

export const listMyDevices = endpoint({
  name: 'services.list-my-devices',
  method: 'GET',
  path: '/api/portal/services/:serviceId/devices',
  access: 'subscriber',
  summary: 'The devices that one’s own service knows',
  input: z.object({ serviceId: id }),
  reply: myDevices,
  personal: true,
})

export const nameMyDevice = endpoint({
  name: 'services.name-my-device',
  method: 'PUT',
  path: '/api/portal/services/:serviceId/devices/:deviceId',
  access: 'subscriber',
  summary: 'Calls a device of one’s own service as one likes',
  input: ofDevice.extend({ name: text({ max: 80 }) }),
  reply: myDevices,
  personal: true,
})

export const forgetMyDevice = endpoint({
  name: 'services.forget-my-device',
  method: 'DELETE',
  path: '/api/portal/services/:serviceId/devices/:deviceId',
  access: 'subscriber',
  summary: 'Forgets a device: it gets in no longer without signing in again',
  input: ofDevice,
  reply: myDevices,
  personal: true,
})
