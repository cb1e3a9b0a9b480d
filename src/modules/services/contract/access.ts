import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { text } from '#kernel/text.ts'
import { password, service, username } from './services.ts'

const serviceId = z.object({ serviceId: id })

export const addCredential = endpoint({
  name: 'services.add-credential',
  method: 'POST',
  path: '/api/services/:serviceId/credentials',
  access: 'services.credentials',
  reach: 'site',
  summary:
    'One more name and password with which the service dials; without a password one is made.',
  input: serviceId.extend({ username, password: password.nullable() }),
  reply: service,
  personal: true,
})

export const changeCredential = endpoint({
  name: 'services.change-credential',
  method: 'PUT',
  path: '/api/services/:serviceId/credentials/:credentialId',
  access: 'services.credentials',
  reach: 'site',
  stepUp: true,
  summary: 'Another password; without one, one is made.',
  input: serviceId.extend({ credentialId: id, password: password.nullable() }),
  reply: service,
  personal: true,
})

export const revealCredential = endpoint({
  name: 'services.reveal-credential',
  method: 'POST',
  path: '/api/services/:serviceId/credentials/:credentialId/reveal',
  access: 'services.credentials',
  reach: 'site',
  stepUp: true,
  summary:
    'The password in clear, for the person who sets up a router. Every look is in the audit trail.',
  input: serviceId.extend({ credentialId: id }),
  reply: z.object({ username: z.string(), password: z.string() }),
  personal: true,
})

export const removeCredential = endpoint({
  name: 'services.remove-credential',
  method: 'DELETE',
  path: '/api/services/:serviceId/credentials/:credentialId',
  access: 'services.credentials',
  reach: 'site',
  summary: 'A name that dials no longer.',
  input: serviceId.extend({ credentialId: id }),
  reply: service,
  personal: true,
})

const mac = z
  .string()
  .trim()
  .toLowerCase()
  .overwrite((given) => {
    const digits = given.replaceAll(/[^0-9a-f]/g, '')
    return digits.length === 12 ? (digits.match(/../g) ?? []).join(':') : given
  })
  .regex(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/, 'The address on the device: AA:BB:CC:DD:EE:FF.')
  .refine(
    (given) => (Number.parseInt(given.slice(0, 2), 16) & 1) === 0,
    'This is an address of groups, not of one device.',
  )

export const putDevice = endpoint({
  name: 'services.put-device',
  method: 'POST',
  path: '/api/services/:serviceId/devices',
  access: 'services.change',
  reach: 'site',
  summary: 'A device that may dial, or that is recognised without a password.',
  input: serviceId.extend({
    mac,
    name: text({ max: 80 }),
    role: z.enum(['seen', 'bound', 'login']),
  }),
  reply: service,
  personal: true,
})

export const removeDevice = endpoint({
  name: 'services.remove-device',
  method: 'DELETE',
  path: '/api/services/:serviceId/devices/:deviceId',
  access: 'services.change',
  reach: 'site',
  summary: 'A device that is known no longer.',
  input: serviceId.extend({ deviceId: id }),
  reply: service,
  personal: true,
})

export const fixAddress = endpoint({
  name: 'services.fix-address',
  method: 'POST',
  path: '/api/services/:serviceId/addresses',
  access: 'services.change',
  reach: 'site',
  summary: 'An address that the service always gets. It belongs to one service only.',
  input: serviceId
    .extend({
      kind: z.enum(['ipv4', 'ipv6-prefix', 'delegated-prefix', 'route']),
      net: z.string().trim().toLowerCase().max(49),
    })
    .superRefine(({ kind, net }, context) => {
      const isIpv4 = z.union([z.ipv4(), z.cidrv4()]).safeParse(net).success
      const isIpv6 = z.union([z.ipv6(), z.cidrv6()]).safeParse(net).success
      const fits = kind === 'ipv4' ? isIpv4 : kind === 'route' ? isIpv4 || isIpv6 : isIpv6
      if (fits) return
      const message =
        kind === 'ipv4' ? 'An address such as 102.1.2.3.' : 'A prefix such as 2001:db8:1::/56.'
      context.addIssue({ code: 'custom', path: ['net'], message })
    }),
  reply: service,
  personal: true,
})

export const freeAddress = endpoint({
  name: 'services.free-address',
  method: 'DELETE',
  path: '/api/services/:serviceId/addresses/:fixedAddressId',
  access: 'services.change',
  reach: 'site',
  summary: 'The address is free for others.',
  input: serviceId.extend({ fixedAddressId: id }),
  reply: service,
  personal: true,
})
