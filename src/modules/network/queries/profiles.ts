import { sql } from 'kysely'
import { z } from 'zod'
import { atSites } from '#platform/reach.ts'
import type { Read } from '#platform/tx.ts'
import { vendorProfile, type ProfileRow, type VendorProfile } from '../contract.ts'
import { profileNotFound } from '../refusals.ts'
import { authorFrom } from '../rules/author.ts'
import { builtInProfile, BUILT_IN_PROFILES } from '../rules/built-in-profiles.ts'

/** What a router is told by: one that Kasi brings, or the document of one of ours. */
export function profileFrom(ref: string, document: unknown): VendorProfile {
  return vendorProfile.parse(builtInProfile(ref) ?? document)
}

/** The columns of a router that name a profile, which there must be. */
export async function profileColumns(read: Read, ref: string) {
  if (builtInProfile(ref)) return { built_in_profile: ref, profile_id: null }
  await profileNow(read, ref)
  return { built_in_profile: null, profile_id: ref }
}

/** All profiles, with how many routers at the caller's sites use each: those that Kasi brings in their order, then ours by name. */
export async function profilesNow(read: Read): Promise<ProfileRow[]> {
  const own = await read.sql
    .selectFrom('network.vendor_profile')
    .selectAll()
    .orderBy('name_key')
    .execute()
  const used = await read.sql
    .selectFrom('network.nas')
    .select(({ fn }) => [
      sql<string>`coalesce(built_in_profile, profile_id::text)`.as('ref'),
      fn.countAll<bigint>().as('routers'),
    ])
    .where('archived_at', 'is', null)
    .where(atSites(read, sql.ref('site_id')))
    .groupBy(['built_in_profile', 'profile_id'])
    .execute()
  const routers = new Map(used.map((row) => [row.ref, Number(row.routers)]))
  return [
    ...BUILT_IN_PROFILES.map((profile) => ({
      ...profile,
      origin: 'kasi' as const,
      copiedFrom: null,
      routers: routers.get(profile.ref) ?? 0,
      version: null,
      changedAt: null,
      changedBy: null,
    })),
    ...own.map((row) => ({
      ...vendorProfile.parse(row.document),
      ref: row.id,
      name: row.name,
      origin: 'own' as const,
      copiedFrom: row.copied_from,
      routers: routers.get(row.id) ?? 0,
      version: row.version,
      changedAt: row.changed_at.toString(),
      changedBy: authorFrom(row),
    })),
  ]
}

export async function profileNow(read: Read, ref: string): Promise<ProfileRow> {
  const isOne = builtInProfile(ref) !== undefined || z.uuid().safeParse(ref).success
  const found = isOne ? (await profilesNow(read)).find((profile) => profile.ref === ref) : undefined
  if (!found) throw profileNotFound({}, [{ path: 'profile', message: 'Choose another profile.' }])
  return found
}
