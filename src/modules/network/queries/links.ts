import { sql } from 'kysely'
import { atSites } from '#platform/reach.ts'
import type { Read } from '#platform/tx.ts'
import { DEVICE_KINDS, MEDIA, type Device, type Link } from '../contract.ts'
import { deviceNotFound, linkNotFound } from '../refusals.ts'
import { authorFrom } from '../rules/author.ts'
import { oneOf } from '../rules/one-of.ts'

const ROWS_MAX = 5000

/** Uplinks of the caller's sites. */
export async function linksNow(read: Read, only: { linkId?: string } = {}): Promise<Link[]> {
  const rows = await read.sql
    .selectFrom('network.link as link')
    .innerJoin('organization.site as site', 'site.id', 'link.site_id')
    .leftJoin('organization.site as towards', 'towards.id', 'link.towards_site_id')
    .selectAll('link')
    .select(['site.name as site_name', 'towards.name as towards_name'])
    .where('link.removed_at', 'is', null)
    .where(atSites(read, sql.ref('link.site_id')))
    .$if(only.linkId !== undefined, (query) => query.where('link.id', '=', only.linkId ?? ''))
    .orderBy(sql`lower(site.name), link.role desc, link.id`)
    .limit(ROWS_MAX)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    siteId: row.site_id,
    siteName: row.site_name,
    towardsSiteId: row.towards_site_id,
    towardsSiteName: row.towards_name,
    provider: row.provider,
    medium: oneOf(MEDIA, row.medium),
    role: oneOf(['primary', 'backup'], row.role),
    capacity: { down_bps: Number(row.down_bps), up_bps: Number(row.up_bps) },
    notes: row.notes,
    version: row.version,
    changedAt: row.changed_at.toString(),
    changedBy: authorFrom(row),
  }))
}

export async function linkNow(read: Read, linkId: string): Promise<Link> {
  const [link] = await linksNow(read, { linkId })
  if (!link) throw linkNotFound()
  return link
}

/** What stands at the caller's sites. */
export async function devicesNow(
  read: Read,
  only: { deviceId?: string | undefined; siteId?: string | undefined } = {},
): Promise<Device[]> {
  const rows = await read.sql
    .selectFrom('network.device as device')
    .innerJoin('organization.site as site', 'site.id', 'device.site_id')
    .selectAll('device')
    .select('site.name as site_name')
    .where('device.removed_at', 'is', null)
    .where(atSites(read, sql.ref('device.site_id')))
    .$if(only.deviceId !== undefined, (query) => query.where('device.id', '=', only.deviceId ?? ''))
    .$if(only.siteId !== undefined, (query) =>
      query.where('device.site_id', '=', only.siteId ?? ''),
    )
    .orderBy(sql`lower(site.name), device.name_key`)
    .limit(ROWS_MAX)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    siteId: row.site_id,
    siteName: row.site_name,
    kind: oneOf(DEVICE_KINDS, row.kind),
    make: row.make,
    model: row.model,
    serial: row.serial,
    address: row.address,
    nasId: row.nas_id,
    linkId: row.link_id,
    capacity_bps: row.capacity_bps === null ? null : Number(row.capacity_bps),
    version: row.version,
    changedAt: row.changed_at.toString(),
    changedBy: authorFrom(row),
  }))
}

export async function deviceNow(read: Read, deviceId: string): Promise<Device> {
  const [device] = await devicesNow(read, { deviceId })
  if (!device) throw deviceNotFound()
  return device
}

/** Names of sites, in the order of their ids. */
export async function siteNames(read: Read, siteIds: readonly string[]): Promise<string[]> {
  const rows = await read.sql
    .selectFrom('organization.site')
    .select(['id', 'name'])
    .where('id', 'in', siteIds)
    .execute()
  const names = new Map(rows.map((row) => [row.id, row.name]))
  return siteIds.map((siteId) => names.get(siteId) ?? siteId)
}

/** One primary uplink of a site with its capacity, for whoever shares speeds out over the tree. */
export type UplinkFacts = {
  readonly linkId: string
  readonly siteId: string
  /** Null: an upstream provider. */
  readonly towardsSiteId: string | null
  readonly down_bps: number
  readonly up_bps: number
}

/** The tree of sites by their primary uplinks, whoever asks. */
export async function uplinkTree(read: Pick<Read, 'sql'>): Promise<UplinkFacts[]> {
  const rows = await read.sql
    .selectFrom('network.link')
    .select(['id', 'site_id', 'towards_site_id', 'down_bps', 'up_bps'])
    .where('role', '=', 'primary')
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    linkId: row.id,
    siteId: row.site_id,
    towardsSiteId: row.towards_site_id,
    down_bps: Number(row.down_bps),
    up_bps: Number(row.up_bps),
  }))
}

export async function siteOfDevice(read: Read, deviceId: string): Promise<string | undefined> {
  const found = await read.sql
    .selectFrom('network.device')
    .select('site_id')
    .where('id', '=', deviceId)
    .executeTakeFirst()
  return found?.site_id
}
