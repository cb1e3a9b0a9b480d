import { sql } from 'kysely'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { likeAnywhere, pageOf } from '#platform/page.ts'
import { maySeeSite } from '#kernel/actor.ts'
import { county } from '#kernel/county.ts'
import type { Read } from '#platform/tx.ts'
import { site, type listSites, type Site, type SiteRow } from '../contract.ts'
import { siteNotFound } from '../refusals.ts'
import { authorFrom } from '../rules/author.ts'
import { contactOfSite, siteContact, siteNotes } from '../store.ts'

/** One site with its contact and notes, for those who may see it; for others there is none. */
export async function siteNow(read: Read, siteId: string): Promise<Site> {
  if (!maySeeSite(read.actor, siteId)) throw siteNotFound()
  const row = await read.sql
    .selectFrom('organization.site')
    .selectAll()
    .where('id', '=', siteId)
    .executeTakeFirst()
  if (!row) throw siteNotFound()
  const { contact_sealed, notes_sealed } = row
  return {
    ...siteRow(row),
    contact:
      contact_sealed === null
        ? null
        : contactOfSite.parse(read.vault.openJson(siteContact(siteId), contact_sealed)),
    notes: notes_sealed === null ? '' : read.vault.open(siteNotes(siteId), notes_sealed),
    archivedAt: row.archived_at?.toString() ?? null,
    version: row.version,
    changedBy: authorFrom(row),
  }
}

type Row = {
  id: string
  name: string
  code: string
  kind: string
  county: string
  town: string | null
  address: string | null
  lat: number | null
  lng: number | null
  opened_at: Temporal.Instant
  changed_at: Temporal.Instant
  archived_at: Temporal.Instant | null
}

export function siteRow(row: Row): SiteRow {
  return {
    id: row.id,
    name: row.name,
    code: row.code,
    kind: site.shape.kind.parse(row.kind),
    county: county.parse(row.county),
    town: row.town,
    address: row.address,
    at: row.lat === null || row.lng === null ? null : { lat: row.lat, lng: row.lng },
    state: row.archived_at === null ? 'open' : 'archived',
    openedAt: row.opened_at.toString(),
    changedAt: row.changed_at.toString(),
  }
}

/** Sites that the caller may see. Searches name, code, town and address; shows nothing personal. */
export function sitesPage(read: Read, input: ParsedInputOf<typeof listSites>) {
  const { q, kind, county: counties, state } = input
  const { actor } = read
  const mine = actor.kind === 'staff' && actor.sites !== 'all' ? [...actor.sites] : undefined
  const rows = read.sql
    .selectFrom('organization.site')
    .select(['id', 'name', 'code', 'kind', 'county', 'town', 'address', 'lat', 'lng'])
    .select(['opened_at', 'changed_at', 'archived_at'])
    .$if(mine !== undefined, (query) => query.where(sql<boolean>`id = any(${mine}::uuid[])`))
    .$if(kind !== undefined, (query) => query.where('kind', 'in', kind ?? []))
    .$if(counties !== undefined, (query) => query.where('county', 'in', counties ?? []))
    .$if(state === 'open', (query) => query.where('archived_at', 'is', null))
    .$if(state === 'archived', (query) => query.where('archived_at', 'is not', null))
    .$if(Boolean(q), (query) =>
      query.where(
        sql<boolean>`lower(concat_ws(' ', name, code, town, address)) like ${likeAnywhere(q ?? '')}`,
      ),
    )
  return pageOf(read, { input, rows, sorts: SITE_SORTS, id: sql`id`, item: siteRow })
}

const SITE_SORTS = {
  name: { by: sql`lower(name)`, as: 'text' },
  code: { by: sql`code`, as: 'text' },
  county: { by: sql`county`, as: 'text' },
  openedAt: { by: sql`opened_at`, as: 'timestamptz' },
  changedAt: { by: sql`changed_at`, as: 'timestamptz' },
} as const
