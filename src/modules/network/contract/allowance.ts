import { z } from 'zod'
import { bytes } from '#kernel/bytes.ts'
import { rate } from '#kernel/rate.ts'

const seconds = z.int().min(1).max(4_294_967_295)
const word = z.string().min(1).max(200)

/**
 * All that a router can be told about one session, in our own words and units. What is not said is not told: no
 * `rate` is no limit of ours.
 */
export const allowance = z.object({
  rate: rate.optional(),
  burst: z
    .object({
      rate,
      /** Average below which bursting is allowed; the rate itself unless said. */
      threshold: rate.optional(),
      /** Stretch over which that average is taken. */
      down_s: seconds,
      up_s: seconds,
    })
    .optional(),
  guaranteed: rate.optional(),
  /** 1 is served first, 8 last. */
  priority: z.int().min(1).max(8).optional(),
  session_s: seconds.optional(),
  idle_s: seconds.optional(),
  interim_s: seconds.optional(),
  /** What may still be moved in this session. */
  quota: z
    .object({ down: bytes.optional(), up: bytes.optional(), total: bytes.optional() })
    .optional(),
  /** Names of pools on the router. */
  pool: word.optional(),
  ipv6Pool: word.optional(),
  delegatedPool: word.optional(),
  ipv4: z.ipv4().optional(),
  ipv4Netmask: z.ipv4().optional(),
  ipv6Address: z.ipv6().optional(),
  ipv6Prefix: z.cidrv6().optional(),
  delegatedPrefix: z.cidrv6().optional(),
  /** As Framed-Route has it (RFC 2865 §5.22): `192.168.8.0/24 10.0.0.7 1`. */
  routes: z.array(word).max(50).optional(),
  ipv6Routes: z.array(word).max(50).optional(),
  dns: z
    .array(z.union([z.ipv4(), z.ipv6()]))
    .max(8)
    .optional(),
  vlan: z.int().min(1).max(4094).optional(),
  addressList: word.optional(),
  filter: word.optional(),
  /** A profile, policy or service that is set up on the router under this name. */
  routerProfile: word.optional(),
  redirectUrl: z.url().max(250).optional(),
  class: word.optional(),
})
export type Allowance = z.output<typeof allowance>
