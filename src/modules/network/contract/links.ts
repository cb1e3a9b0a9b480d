import { z } from 'zod'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { rate } from '#kernel/rate.ts'
import { longText, text } from '#kernel/text.ts'
import { author, instant, version } from './shapes.ts'

export const MEDIA = ['fibre', 'radio', 'copper', 'satellite', 'mobile'] as const
export const DEVICE_KINDS = [
  ...(['router', 'switch', 'radio', 'access-point', 'olt', 'server', 'power'] as const),
  'other',
] as const

export const link = z.object({
  id,
  name: z.string(),
  siteId: id,
  siteName: z.string(),
  /** Null: an upstream provider, and `provider` names it. */
  towardsSiteId: id.nullable(),
  towardsSiteName: z.string().nullable(),
  provider: z.string().nullable(),
  medium: z.enum(MEDIA),
  role: z.enum(['primary', 'backup']),
  capacity: rate,
  notes: z.string(),
  version,
  changedAt: instant,
  changedBy: author,
})
export type Link = z.infer<typeof link>

export const listLinks = endpoint({
  name: 'network.list-links',
  method: 'GET',
  path: '/api/links',
  access: 'network.read',
  reach: 'site',
  summary: 'Uplinks of sites with their capacity.',
  input: nothing,
  reply: z.object({ items: z.array(link) }),
})

const linkFields = {
  name: text({ max: 80 }),
  siteId: id,
  towardsSiteId: id.nullable(),
  provider: text({ max: 80 }).nullable(),
  medium: z.enum(MEDIA),
  role: z.enum(['primary', 'backup']),
  capacity: rate,
  notes: longText({ max: 2000 }),
}

export const addLink = endpoint({
  name: 'network.add-link',
  method: 'POST',
  path: '/api/links',
  access: 'network.change-links',
  summary: 'Adds an uplink of a site: to another site, or to a provider.',
  input: z.object(linkFields),
  reply: link,
})

export const changeLink = endpoint({
  name: 'network.change-link',
  method: 'PUT',
  path: '/api/links/:linkId',
  access: 'network.change-links',
  summary: 'Changes an uplink.',
  input: z.object({ ...linkFields, linkId: id, version }),
  reply: link,
})

export const removeLink = endpoint({
  name: 'network.remove-link',
  method: 'POST',
  path: '/api/links/:linkId/remove',
  access: 'network.change-links',
  summary: 'Removes an uplink.',
  input: z.object({ linkId: id, version }),
  reply: nothing,
})

export const device = z.object({
  id,
  name: z.string(),
  siteId: id,
  siteName: z.string(),
  kind: z.enum(DEVICE_KINDS),
  make: z.string(),
  model: z.string(),
  serial: z.string(),
  address: z.string().nullable(),
  nasId: id.nullable(),
  linkId: id.nullable(),
  capacity_bps: z.int().nullable(),
  version,
  changedAt: instant,
  changedBy: author,
})
export type Device = z.infer<typeof device>

export const listDevices = endpoint({
  name: 'network.list-devices',
  method: 'GET',
  path: '/api/devices',
  access: 'network.read',
  reach: 'site',
  summary: 'What stands at our sites.',
  input: z.object({ siteId: id.optional() }),
  reply: z.object({ items: z.array(device) }),
})

const deviceFields = {
  name: text({ max: 80 }),
  siteId: id,
  kind: z.enum(DEVICE_KINDS),
  make: text({ min: 0, max: 60 }),
  model: text({ min: 0, max: 60 }),
  serial: text({ min: 0, max: 60 }),
  address: z.union([z.ipv4(), z.ipv6()]).nullable(),
  nasId: id.nullable(),
  linkId: id.nullable(),
  capacity_bps: z.int().min(1).max(1_000_000_000_000).nullable(),
}

export const addDevice = endpoint({
  name: 'network.add-device',
  method: 'POST',
  path: '/api/devices',
  access: 'network.change-links',
  reach: 'site',
  summary: 'Adds a device.',
  input: z.object(deviceFields),
  reply: device,
})

export const changeDevice = endpoint({
  name: 'network.change-device',
  method: 'PUT',
  path: '/api/devices/:deviceId',
  access: 'network.change-links',
  reach: 'site',
  summary: 'Changes a device.',
  input: z.object({ ...deviceFields, deviceId: id, version }),
  reply: device,
})

export const removeDevice = endpoint({
  name: 'network.remove-device',
  method: 'POST',
  path: '/api/devices/:deviceId/remove',
  access: 'network.change-links',
  reach: 'site',
  summary: 'Removes a device.',
  input: z.object({ deviceId: id, version }),
  reply: nothing,
})
