import { sql } from 'kysely'
import { among, listRows, matches } from '#platform/list.ts'
import { atSites, reachesSite } from '#platform/reach.ts'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { county } from '#kernel/county.ts'
import type { Read } from '#platform/tx.ts'
import { site, type listSites, type Site, type SiteRow } from '../contract.ts'
import { siteNotFound } from '../refusals.ts'
import { authorFrom } from '../rules/author.ts'
import { contactOfSite, siteContact, siteNotes } from '../store.ts'

/** One site with its contact and notes, for those who work there; for others there is none. */
export async function siteNow(read: Read, siteId: string): Promise<Site> {
  if (!reachesSite(read.sites, siteId)) throw siteNotFound()
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
  return listRows(read, input, {
    name: 'organization.list-sites',
    query: read.sql
      .selectFrom('organization.site')
      .select(['id', 'name', 'code', 'kind', 'county', 'town', 'address', 'lat', 'lng'])
      .select(['opened_at', 'changed_at', 'archived_at']),
    id: sql.ref('id'),
    sorts: {
      name: { by: sql`lower(name)`, type: 'text' },
      code: { by: sql.ref('code'), type: 'text' },
      county: { by: sql.ref('county'), type: 'text' },
      openedAt: { by: sql.ref('opened_at'), type: 'timestamptz' },
      changedAt: { by: sql.ref('changed_at'), type: 'timestamptz' },
    },
    filters: [
      atSites(read, sql.ref('id')),
      among(sql.ref('kind'), input.kind),
      among(sql.ref('county'), input.county),
      STATES[input.state],
    ],
    search: (q) =>
      matches(q, sql.ref('name'), sql.ref('code'), sql.ref('town'), sql.ref('address')),
    item: siteRow,
    keptUntilChanged: ['organization.site'],
  })
}

const STATES = {
  open: sql`archived_at is null`,
  archived: sql`archived_at is not null`,
  all: undefined,
}
