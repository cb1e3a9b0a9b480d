import { sql } from 'kysely'
import { Secret } from '#platform/secret.ts'
import type { Read } from '#platform/tx.ts'
import { COA_WAYS, type VendorProfile } from '../contract.ts'
import { oneOf } from '../rules/one-of.ts'
import { openSecrets } from '../store/nas.ts'
import { profileFrom } from './profiles.ts'

/** A router as the access to the network holds it in memory, its secrets open. */
export type NasInPicture = {
  readonly id: string
  readonly name: string
  readonly siteId: string
  /** Where its packets may come from: its own address, its address in the tunnel, or both. */
  readonly addresses: readonly string[]
  readonly secret: Secret
  /** Right until then, besides the new one. */
  readonly oldSecret: { readonly secret: Secret; readonly until: Temporal.Instant } | null
  /** With which it proves itself over TLS, in hexadecimal; its id says whose it is. */
  readonly tlsKey: Secret | null
  readonly messageAuthenticator: 'yes' | 'no' | 'auto'
  /** `auto` asks for signatures since then. */
  readonly signedAt: Temporal.Instant | null
  readonly behindNat: boolean
  readonly coa: {
    readonly way: (typeof COA_WAYS)[number]
    /** Where changes are sent; null when none can be sent. */
    readonly address: string | null
    readonly port: number
  }
  readonly api: {
    readonly routerOs: 6 | 7
    readonly address: string
    readonly port: number
    readonly tls: boolean
    readonly name: string
    readonly password: Secret
  } | null
  readonly swapOctets: boolean
  /** How many sessions it bears; null: as many as come. */
  readonly sessionsMax: number | null
  readonly profileRef: string
  readonly profile: VendorProfile
  readonly version: number
}

/** Every router in service, or one of them: for a process that has to know them without asking the database. */
export async function nasPicture(
  read: Read,
  only: { nasId?: string } = {},
): Promise<NasInPicture[]> {
  const rows = await read.sql
    .selectFrom('network.nas as nas')
    .leftJoin('network.vendor_profile as profile', 'profile.id', 'nas.profile_id')
    .leftJoin('network.nas_health as health', 'health.nas_id', 'nas.id')
    .selectAll('nas')
    .select(['profile.document', 'health.signed_at'])
    .where('nas.archived_at', 'is', null)
    .$if(only.nasId !== undefined, (query) => query.where('nas.id', '=', only.nasId ?? ''))
    .orderBy('nas.id')
    .execute()
  // One object for each profile, so that what is worked out from it is worked out once.
  const profiles = new Map<string, VendorProfile>()
  return rows.map((row) => {
    const ref = row.profile_id ?? row.built_in_profile ?? ''
    const profile = profiles.get(ref) ?? profileFrom(ref, row.document)
    profiles.set(ref, profile)
    const secrets = openSecrets(read, row)
    return {
      id: row.id,
      name: row.name,
      siteId: row.site_id,
      addresses: [row.address, row.tunnel_address].filter((address) => address !== null),
      secret: new Secret(secrets.secret),
      oldSecret:
        secrets.oldSecret !== null &&
        row.old_secret_until !== null &&
        Temporal.Instant.compare(row.old_secret_until, read.now) > 0
          ? { secret: new Secret(secrets.oldSecret), until: row.old_secret_until }
          : null,
      tlsKey: secrets.tlsKey === null ? null : new Secret(secrets.tlsKey),
      messageAuthenticator: oneOf(['yes', 'no', 'auto'], row.message_authenticator),
      signedAt: row.signed_at,
      behindNat: row.behind_nat,
      coa: {
        way: oneOf(COA_WAYS, row.coa_way),
        address: reachedAt(row),
        port: row.coa_port,
      },
      api: apiOf(row, secrets.apiLogin),
      swapOctets: row.swap_octets,
      sessionsMax: row.sessions_max,
      profileRef: ref,
      profile,
      version: row.version,
    }
  })
}

/** Where a router takes changes; null when it only hears of them in the answers to its own packets. */
export function reachedAt(row: {
  coa_way: string
  address: string | null
  tunnel_address: string | null
}): string | null {
  if (row.coa_way === 'next-interim') return null
  return row.coa_way === 'tunnel' ? row.tunnel_address : (row.address ?? row.tunnel_address)
}

/** The condition for routers that `apiOf` finds a way to, in a query of `network.nas`. */
export const NAS_HAS_API = sql<boolean>`(nas.archived_at is null and nas.api_login_sealed is not null
  and nas.router_os is not null and nas.api_port is not null and coalesce(nas.tunnel_address, nas.address) is not null)`

type ApiColumns = {
  router_os: number | null
  api_port: number | null
  api_tls: boolean
  address: string | null
  tunnel_address: string | null
}

export function apiOf(row: ApiColumns, login: { name: string; password: string } | null) {
  // Through the tunnel where there is one: the API of a router should not be open to the internet.
  const address = row.tunnel_address ?? row.address
  if (!login || row.router_os === null || row.api_port === null || address === null) return null
  return {
    routerOs: row.router_os === 6 ? (6 as const) : (7 as const),
    address,
    port: row.api_port,
    tls: row.api_tls,
    name: login.name,
    password: new Secret(login.password),
  }
}
