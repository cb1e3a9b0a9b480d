import { z } from 'zod'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf } from '#kernel/list.ts'
import { longText, text } from '#kernel/text.ts'
import { author, instant, version } from './shapes.ts'

export const POOL_KINDS = ['ipv4', 'ipv6-framed', 'ipv6-delegated'] as const
export const ADDRESS_STATES = ['leased', 'fixed', 'reserved', 'free'] as const

const poolName = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, 'Letters, digits, dots and dashes: home-1.')

/** `10.10.0.2-10.10.3.254`, `10.10.0.0/22` or `2c0f:fe38:100::/40`. */
const rangeText = z.string().trim().min(1).max(100)

export const poolRange = z.object({
  id,
  first: z.string(),
  last: z.string(),
  partLength: z.int(),
  /** Addresses or prefixes; a /32 of IPv6 has more of them than a number should hold. */
  parts: z.string(),
})

/** How services get in, in the words of the room of services. */
export const POOL_ACCESSES = ['pppoe', 'ipoe', 'hotspot', 'mac', 'static', 'vpn'] as const

const use = {
  /** Sessions get addresses of it by themselves; else only those whom somebody gives one. */
  automatic: z.boolean(),
  /** Only services that get in like this; empty: all. */
  accesses: z.array(z.enum(POOL_ACCESSES)).max(POOL_ACCESSES.length),
  /** How long an address stays with who has left, in hours; 0: until the session ends. */
  keep_h: z.int().min(0).max(8760),
}

export const poolRow = z.object({
  id,
  name: z.string(),
  kind: z.enum(POOL_KINDS),
  chosenBy: z.enum(['kasi', 'router']),
  ...use,
  siteId: id.nullable(),
  siteName: z.string().nullable(),
  nasId: id.nullable(),
  nasName: z.string().nullable(),
  dns: z.array(z.string()),
  notes: z.string(),
  ranges: z.array(poolRange),
  leased: z.int(),
  fixed: z.int(),
  reserved: z.int(),
  /** As digits: see `parts`. */
  total: z.string(),
  /** Other pools in use that share an address with this one. */
  overlapsWith: z.array(z.object({ id, name: z.string() })),
  state: z.enum(['in-use', 'archived']),
  version,
  changedAt: instant,
  changedBy: author,
})
export type PoolRow = z.infer<typeof poolRow>

export const listPools = endpoint({
  name: 'network.list-pools',
  method: 'GET',
  path: '/api/pools',
  access: 'network.read',
  reach: 'site',
  summary: 'Address pools with how full they are.',
  input: z.object({ state: z.enum(['in-use', 'archived']).default('in-use') }),
  reply: z.object({ items: z.array(poolRow) }),
})

const fields = {
  name: poolName,
  kind: z.enum(POOL_KINDS),
  chosenBy: z.enum(['kasi', 'router']),
  automatic: use.automatic.default(true),
  accesses: use.accesses.default([]),
  keep_h: use.keep_h.default(168),
  /** Only sessions at this site, or on this router, get addresses of it. */
  siteId: id.nullable(),
  nasId: id.nullable(),
  dns: z.array(z.union([z.ipv4(), z.ipv6()], 'An address such as 1.1.1.1.')).max(4),
  notes: longText({ max: 2000 }),
}

export const addPool = endpoint({
  name: 'network.add-pool',
  method: 'POST',
  path: '/api/pools',
  access: 'network.change-pools',
  summary: 'Adds a pool. Overlaps with pools in use are refused, unless they are meant.',
  input: z.object({
    ...fields,
    ranges: z.array(rangeText).min(1, 'Give at least one range.').max(50),
    /** Length of the prefixes that are given out; 64 to a line and 56 to a home unless said. */
    partLength: z.int().min(32).max(128).nullable(),
    /** Private ranges are often used again at every site. */
    overlap: z.enum(['refuse', 'allow']).default('refuse'),
  }),
  reply: poolRow,
})

export const changePool = endpoint({
  name: 'network.change-pool',
  method: 'PUT',
  path: '/api/pools/:poolId',
  access: 'network.change-pools',
  summary:
    'Changes a pool, and adds ranges to it. Ranges never shrink while somebody may hold a part of them.',
  input: z.object({
    ...fields,
    poolId: id,
    version,
    addRanges: z.array(rangeText).max(50),
    overlap: z.enum(['refuse', 'allow']).default('refuse'),
  }),
  reply: poolRow,
})

export const archivePool = endpoint({
  name: 'network.archive-pool',
  method: 'POST',
  path: '/api/pools/:poolId/archive',
  access: 'network.change-pools',
  summary: 'Takes a pool out of use. Refused while addresses of it are held.',
  input: z.object({ poolId: id, version }),
  reply: poolRow,
})

const CELLS_MAX = 1024

export const mapPool = endpoint({
  name: 'network.map-pool',
  method: 'GET',
  path: '/api/pools/:poolId/map',
  access: 'network.read',
  reach: 'site',
  summary: 'A picture of a pool: its space cut into equal cells, with what is in each.',
  input: z.object({ poolId: id }),
  reply: z.object({
    ranges: z.array(
      z.object({
        first: z.string(),
        last: z.string(),
        /** Parts in a cell, as digits; the last one may hold fewer. */
        perCell: z.string(),
        cells: z
          .array(
            z.object({
              first: z.string(),
              parts: z.string(),
              leased: z.int(),
              fixed: z.int(),
              reserved: z.int(),
            }),
          )
          .max(CELLS_MAX),
      }),
    ),
  }),
})

export const addressRow = z.object({
  /** Of the row in the list. */
  part: z.string(),
  poolId: id,
  poolName: z.string(),
  state: z.enum(ADDRESS_STATES),
  serviceId: id.nullable(),
  key: z.string(),
  nasName: z.string().nullable(),
  since: instant.nullable(),
  until: instant.nullable(),
  note: z.string(),
})
export type AddressRow = z.infer<typeof addressRow>

export const listAddresses = endpoint({
  name: 'network.list-addresses',
  method: 'GET',
  path: '/api/pools/:poolId/addresses',
  access: 'network.read',
  reach: 'site',
  summary: 'Addresses of a pool that are held, from one of them on.',
  input: z.object({
    poolId: id,
    state: anyOf(z.enum(ADDRESS_STATES)),
    from: z.string().max(60).optional(),
    serviceId: id.optional(),
  }),
  reply: z.object({ items: z.array(addressRow), next: z.string().nullable() }),
})

const part = z.object({ poolId: id, part: z.string().trim().min(1).max(60) })

export const reserveAddress = endpoint({
  name: 'network.reserve-address',
  method: 'POST',
  path: '/api/pools/:poolId/reserved',
  access: 'network.change-pools',
  summary: 'Keeps an address out of use: for equipment of our own.',
  input: part.extend({ note: text({ max: 200 }) }),
  reply: nothing,
})

export const fixAddress = endpoint({
  name: 'network.fix-address',
  method: 'POST',
  path: '/api/pools/:poolId/fixed',
  access: 'network.change-pools',
  summary: 'Gives a service an address that is always its own.',
  input: part.extend({ serviceId: id, key: z.string().max(60).default('') }),
  reply: nothing,
})

export const freeAddress = endpoint({
  name: 'network.free-address',
  method: 'POST',
  path: '/api/pools/:poolId/free',
  access: 'network.change-pools',
  summary: 'Gives an address back to its pool: leased, fixed or reserved.',
  input: part,
  reply: nothing,
})

/** What is wrong with an address: two sessions of one router have it, it is somebody else's, or it was set aside. */
export const CONFLICT_KINDS = ['used-twice', 'held-by-another', 'reserved'] as const

export const listConflicts = endpoint({
  name: 'network.list-conflicts',
  method: 'GET',
  path: '/api/address-conflicts',
  access: 'network.read',
  reach: 'site',
  summary:
    'Addresses that two live sessions use, or that a session uses although they are somebody else’s; looked for every five minutes.',
  input: nothing,
  reply: z.object({
    items: z.array(
      z.object({
        address: z.string(),
        kind: z.enum(CONFLICT_KINDS),
        serviceIds: z.array(id),
        nasName: z.string(),
        since: instant,
      }),
    ),
  }),
})
