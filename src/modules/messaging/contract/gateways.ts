import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { moneyOnWire } from '#kernel/money.ts'
import { text } from '#kernel/text.ts'
import { instant, version } from './shapes.ts'

export const GATEWAY_KINDS = ['africastalking', 'bulk', 'whatsapp'] as const
export const gatewayKind = z.enum(GATEWAY_KINDS)
export type GatewayKind = z.infer<typeof gatewayKind>

/** Where each kind answers, unless the ISP's contract says otherwise. Advanta, TextSMS and Celcom run the same platform. */
export const GATEWAY_APIS = {
  africastalking: ['https://api.africastalking.com', 'https://api.sandbox.africastalking.com'],
  bulk: [
    'https://quicksms.advantasms.com',
    'https://sms.textsms.co.ke',
    'https://isms.celcomafrica.com',
  ],
  whatsapp: ['https://graph.facebook.com/v23.0'],
} as const satisfies Record<GatewayKind, readonly [string, ...string[]]>

const api = z
  .url({ protocol: /^https?$/ })
  .max(200)
  .overwrite((given) => given.replace(/\/+$/, ''))
  .refine(
    (at) => at.startsWith('https://') || /^http:\/\/127\.0\.0\.1:\d+$/.test(at),
    'A gateway answers at https:// only.',
  )

export const gateway = z.object({
  id,
  name: z.string(),
  kind: gatewayKind,
  channel: z.enum(['sms', 'whatsapp']),
  api: z.string(),
  sender: z.string(),
  rank: z.int(),
  isOn: z.boolean(),
  partCost: moneyOnWire,
  /** Left alone until then. */
  restsUntil: instant.nullable(),
  trouble: z.string().nullable(),
  troubleAt: instant.nullable(),
  /** Of the last day: how many it took, and how many it reported as delivered. */
  lastDay: z.object({ taken: z.int(), delivered: z.int(), failed: z.int() }),
  version,
})
export type Gateway = z.infer<typeof gateway>

const secret = text({ max: 1000 })
export const gatewayKeys = z.object({
  /** User name (Africa's Talking), partner id (bulk), name of the approved template (WhatsApp). */
  account: text({ max: 200 }),
  /** API key, or access token (WhatsApp). */
  secret,
  /** App secret, with which WhatsApp signs what it tells us. */
  signing: secret.nullable(),
})
export type GatewayKeys = z.infer<typeof gatewayKeys>

const gatewayFields = {
  name: text({ max: 60 }),
  api,
  sender: text({ max: 40 }),
  rank: z.int().min(1).max(99),
  partCost: moneyOnWire,
}

export const listGateways = endpoint({
  name: 'messaging.list-gateways',
  method: 'GET',
  path: '/api/messages/gateways',
  access: 'messaging.read',
  summary: 'Shows who carries texts for us, and how they do',
  input: z.object({}),
  reply: z.object({ gateways: z.array(gateway) }),
})

export const addGateway = endpoint({
  name: 'messaging.add-gateway',
  method: 'POST',
  path: '/api/messages/gateways',
  access: 'messaging.gateways',
  summary: 'Adds a provider that carries texts, with its keys',
  stepUp: true,
  input: z.object({ id, kind: gatewayKind, ...gatewayFields, keys: gatewayKeys }),
  reply: gateway,
})

export const changeGateway = endpoint({
  name: 'messaging.change-gateway',
  method: 'POST',
  path: '/api/messages/gateways/:gatewayId',
  access: 'messaging.gateways',
  summary: 'Changes a gateway; keys that are left out stay',
  stepUp: true,
  input: z.object({
    gatewayId: id,
    version,
    ...gatewayFields,
    isOn: z.boolean(),
    keys: gatewayKeys.nullable().default(null),
  }),
  reply: gateway,
})

/** The addresses hold a secret, so they are shown to those who set gateways up, and to nobody else. */
export const readGatewayHooks = endpoint({
  name: 'messaging.read-gateway-hooks',
  method: 'POST',
  path: '/api/messages/gateways/:gatewayId/hooks',
  access: 'messaging.gateways',
  summary:
    'Shows the addresses that go into the provider’s own settings: delivery reports, answers, opt-outs',
  stepUp: true,
  input: z.object({ gatewayId: id }),
  reply: z.object({
    ...{ report: z.url(), inbox: z.url(), optOut: z.url() },
    /** What Meta calls so: it asks for it beside the address. */
    verifyToken: z.string(),
  }),
})
