import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { moneyOnWire } from '#kernel/money.ts'
import { longText, text } from '#kernel/text.ts'
import { PROMPT_STATES } from '#modules/payments/contract.ts'

const siteId = z.object({ siteId: id })
const HOST = /^(?=.{4,253}$)[a-z0-9-]+(\.[a-z0-9-]+)+$/
const minutes = z.int().min(0).max(1440)

export const doorRow = z.object({
  siteId: id,
  code: z.string(),
  name: z.string(),
  isOpen: z.boolean(),
  /** False: nobody has arranged it, and it is as doors come. */
  isArranged: z.boolean(),
  /** Passes whose time is not over. */
  passes: z.int(),
  /** What was sold in the last 24 hours. */
  sold: moneyOnWire,
})
export type DoorRow = z.infer<typeof doorRow>

const arrangement = {
  isOpen: z.boolean(),
  /** In this order; none: all that are sold at the site, the cheapest first. */
  planIds: z.array(id).max(50),
  loginHosts: z.array(z.string().trim().toLowerCase().regex(HOST)).max(20),
  trial: z.object({
    minutes,
    everyDays: z.int().min(1).max(3650),
    planId: id.nullable(),
  }),
  sponsor: z.object({
    minutes,
    perDevice: z.int().min(1).max(48),
    perDay: z.int().min(1).max(1_000_000),
    name: z.string().trim().max(80),
    words: z.string().trim().max(300),
    planId: id.nullable(),
  }),
  welcome: z.string().trim().max(300),
  terms: z.object({ en: longText({ max: 4_000 }), sw: longText({ max: 4_000 }) }),
}

const offer = z.object({ planId: id, name: z.string(), price: moneyOnWire })

export const door = z.object({
  siteId: id,
  code: z.string(),
  name: z.string(),
  ...arrangement,
  hasUamSecret: z.boolean(),
  /** What can be offered here, whether it is or not. */
  offers: z.array(offer),
  /** Where the page is. */
  page: z.string(),
  /** For routers: what to paste after the set-up of the router, and names that must be reached before paying. */
  script: z.string(),
  walledGarden: z.array(z.string()),
  files: z.array(z.string()),
  version: z.int(),
})
export type Door = z.infer<typeof door>

export const listDoors = listEndpoint({
  name: 'hotspot.list-doors',
  path: '/api/hotspots',
  access: 'hotspot.read',
  reach: 'site',
  summary: 'Sites with what their hotspots sold and who has time left; searches code and name.',
  sorts: ['name'],
  defaultSort: 'name',
  filters: {},
  item: doorRow,
})

export const readDoor = endpoint({
  name: 'hotspot.read-door',
  method: 'GET',
  path: '/api/hotspots/:siteId',
  access: 'hotspot.read',
  reach: 'site',
  summary: 'The hotspot of one site: what is offered and given, and what its routers need.',
  input: siteId,
  reply: door,
})

export const arrangeDoor = endpoint({
  name: 'hotspot.arrange-door',
  method: 'PUT',
  path: '/api/hotspots/:siteId',
  access: 'hotspot.arrange',
  reach: 'site',
  summary: 'Arranges the hotspot of a site.',
  input: siteId.extend({
    ...arrangement,
    /** Of CoovaChilli. Absent: as it is; null: none. */
    uamSecret: text({ max: 120 }).nullable().optional(),
    version: z.int().min(0),
  }),
  reply: door,
})

export const purchaseRow = z.object({
  id,
  siteId: id,
  site: z.string(),
  plan: z.string(),
  price: moneyOnWire,
  phone: z.string(),
  state: z.enum(PROMPT_STATES),
  serviceId: id.nullable(),
  /** Paid, and not to be had: its money goes back. */
  undone: z.enum(['closed', 'refused']).nullable(),
  askedAt: z.iso.datetime(),
})
export type PurchaseRow = z.infer<typeof purchaseRow>

export const listPurchases = listEndpoint({
  name: 'hotspot.list-purchases',
  path: '/api/hotspot-purchases',
  access: 'hotspot.read',
  reach: 'site',
  personal: true,
  summary: 'What people asked to buy at hotspots, and what it became; searches the phone.',
  sorts: ['askedAt'],
  defaultSort: '-askedAt',
  filters: { state: anyOf(z.enum(PROMPT_STATES)), siteId: id.optional() },
  item: purchaseRow,
})

export const routerFile = endpoint({
  name: 'hotspot.router-file',
  method: 'GET',
  path: '/api/hotspot-files/:code/:file',
  access: 'anyone',
  kind: 'file',
  summary: 'A page that a MikroTik shows for its hotspot: it leads to ours.',
  input: z.object({ code: z.string().max(20), file: z.string().max(20) }),
  reply: z.object({}),
})
