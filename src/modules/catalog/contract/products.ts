import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { longText } from '#kernel/text.ts'
import { author, code, instant, priceAboveZero, unitsAboveZero, version, words } from './shapes.ts'
import { TAX_MODES } from './taxes.ts'

/** What is sold besides plans: once (an installation, a router) or with a service (extra data, a static IP). */
export const PRODUCT_KINDS = ['one-off', 'add-on'] as const

const PLAIN_GIVES = [
  'static-ip',
  'vpn',
  'priority-support',
  'tv',
  'installation',
  'equipment',
  'visit',
  'other',
] as const

/** What the subscriber gets, for the rooms that deliver it. */
export const productGives = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('data'), bytes: unitsAboveZero }),
  /** The plan's speed times so many percent, for so many hours; null: as long as it is paid. */
  z.object({
    kind: z.literal('boost'),
    percent: z.int().min(101).max(1000),
    hours: z.int().min(1).max(744).nullable(),
  }),
  z.object({ kind: z.literal('devices'), count: z.int().min(1).max(1000) }),
  z.object({ kind: z.enum(PLAIN_GIVES) }),
])
export const GIVES = ['data', 'boost', 'devices', ...PLAIN_GIVES] as const

export const productContent = z.object({
  name: words,
  description: z.object({ en: longText({ max: 500 }), sw: longText({ max: 500 }) }),
  price: priceAboveZero,
  taxMode: z.enum(TAX_MODES),
  taxClassId: z.string().min(1, 'A price needs a tax class.'),
  /** `once`, or again with each period of the service. */
  charged: z.enum(['once', 'each-period']),
  gives: productGives,
  /** Null: for any kind of service. */
  serviceTypeIds: z.array(z.string()).min(1).max(50).nullable(),
  perServiceMax: z.int().min(1).max(1000).nullable(),
})
export type ProductContent = z.output<typeof productContent>

export const productVersion = z.object({
  id,
  number: z.int(),
  content: productContent,
  madeAt: instant,
  madeBy: author,
})
export const product = z.object({
  id,
  code: z.string(),
  kind: z.enum(PRODUCT_KINDS),
  state: z.enum(['open', 'archived']),
  version,
  changedAt: instant,
  changedBy: author,
  latest: productVersion,
})
export type Product = z.output<typeof product>

export const listProducts = listEndpoint({
  name: 'catalog.list-products',
  path: '/api/products',
  access: 'catalog.read',
  summary: 'One-off products and add-ons with what they cost now; searches code and name.',
  sorts: ['name', 'code', 'changedAt'],
  defaultSort: 'name',
  filters: {
    kind: anyOf(z.enum(PRODUCT_KINDS)),
    state: z.enum(['open', 'archived', 'all']).default('open'),
  },
  item: product,
})
export const addProduct = endpoint({
  name: 'catalog.add-product',
  method: 'POST',
  path: '/api/products',
  access: 'catalog.change',
  summary: 'Adds a product or an add-on.',
  input: z.object({ code, kind: z.enum(PRODUCT_KINDS), content: productContent }),
  reply: product,
})
export const changeProduct = endpoint({
  name: 'catalog.change-product',
  method: 'PUT',
  path: '/api/products/:productId',
  access: 'catalog.change',
  summary: 'Makes the next version of a product; what was sold keeps its own.',
  input: z.object({
    productId: id,
    version,
    content: productContent,
    state: z.enum(['open', 'archived']),
  }),
  reply: product,
})
export const listProductVersions = endpoint({
  name: 'catalog.list-product-versions',
  method: 'GET',
  path: '/api/products/:productId/versions',
  access: 'catalog.read',
  summary: 'All versions of a product, the newest first.',
  input: z.object({ productId: id }),
  reply: z.object({ versions: z.array(productVersion) }),
})
