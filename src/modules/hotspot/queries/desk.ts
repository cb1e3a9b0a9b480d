import { sql } from 'kysely'
import type { ParsedInputOf, ReplyOf } from '#kernel/endpoint.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { parsePhone } from '#kernel/phone.ts'
import { PROMPT_STATES } from '#modules/payments/contract.ts'
import { among, listRows, matches } from '#platform/list.ts'
import { atSites } from '#platform/reach.ts'
import type { FileReply } from '#platform/serve.ts'
import type { Read } from '#platform/tx.ts'
import type { Door, listDoors, listPurchases } from '../contract.ts'
import { must } from '#kernel/assert.ts'
import { fileNotFound } from '../refusals.ts'
import { undoneOf } from './purchases.ts'
import { ROUTER_FILES, routerFile } from '../rules/router-files.ts'
import { routerScript } from '../rules/router-script.ts'
import { PHONE_COLUMN, purchasePhone } from '../store.ts'
import { doorByCode, doorOfSite, sellableAt } from './doors.ts'

/** Hotspots at the caller's sites. */
export function doorsPage(
  read: Read,
  input: ParsedInputOf<typeof listDoors>,
): Promise<ReplyOf<typeof listDoors>> {
  const since = read.now.subtract({ hours: 24 })
  return listRows(read, input, {
    name: 'hotspot.list-doors',
    query: read.sql
      .selectFrom('organization.site as site')
      .leftJoin('hotspot.door as door', 'door.id', 'site.id')
      .select(['site.id', 'site.code', 'site.name', 'door.is_open', 'door.version'])
      .select(
        sql<number>`(select count(*)::int from hotspot.pass join services.service on service.id = pass.id
          where pass.site_id = site.id and pass.ended_at is null and service.paid_until > ${read.now})`.as(
          'passes',
        ),
      )
      .select(
        sql<bigint>`(select coalesce(sum(price_cents), 0)::bigint from hotspot.purchase
          where purchase.site_id = site.id and purchase.asked_at > ${since} and purchase.made_at is not null)`.as(
          'sold_cents',
        ),
      ),
    id: sql.ref('site.id'),
    sorts: { name: { by: sql`lower(site.name)`, type: 'text' } },
    filters: [atSites(read, sql.ref('site.id')), sql`site.archived_at is null`],
    search: (q) => matches(q, sql.ref('site.name'), sql.ref('site.code')),
    item: (row) => ({
      ...{ siteId: row.id, code: row.code, name: row.name, isOpen: row.is_open ?? true },
      ...{ isArranged: row.version !== null, passes: row.passes },
      sold: moneyToWire(kes(row.sold_cents)),
    }),
  })
}

/** One hotspot with all that staff arrange, and what its routers need. `base`: where people reach us. */
export async function doorNow(read: Read, siteId: string, base: URL): Promise<Door> {
  const door = await doorOfSite(read, siteId)
  const offers = await sellableAt(read, door)
  const page = new URL(`/hotspot/${door.code}`, base).href
  const files = new URL(`/api/hotspot-files/${door.code}`, base).href
  const walledGarden = [base.hostname]
  const { planIds, loginHosts, ...same } = door
  return {
    ...same,
    ...{ planIds: [...planIds], loginHosts: [...loginHosts], page, walledGarden },
    offers: offers.map(({ planId, version, cents }) => ({
      ...{ planId, name: version.planName, price: moneyToWire(kes(cents)) },
    })),
    script: routerScript({ page, files, walledGarden }),
    files: ROUTER_FILES.map((file) => `${files}/${file}`),
  }
}

export async function routerFileNow(
  read: Read,
  input: { code: string; file: string },
  base: URL,
): Promise<FileReply> {
  const file = ROUTER_FILES.find((name) => name === input.file)
  if (!file) throw fileNotFound()
  const { code } = await doorByCode(read, input.code)
  const html = routerFile(file, new URL(`/hotspot/${code}`, base).href)
  return { bytes: Buffer.from(html), mediaType: 'text/html', name: file, as: 'download' }
}

/** Purchases at the caller's sites, the latest first unless said. */
export function purchasesPage(
  read: Read,
  input: ParsedInputOf<typeof listPurchases>,
): Promise<ReplyOf<typeof listPurchases>> {
  return listRows(read, input, {
    name: 'hotspot.list-purchases',
    query: read.sql
      .selectFrom('hotspot.purchase as purchase')
      .innerJoin('payments.prompt as prompt', 'prompt.id', 'purchase.id')
      .innerJoin('organization.site as site', 'site.id', 'purchase.site_id')
      .innerJoin('catalog.plan_version as version', 'version.id', 'purchase.plan_version_id')
      .innerJoin('catalog.plan as plan', 'plan.id', 'version.plan_id')
      .select(['purchase.id', 'purchase.site_id', 'site.name as site', 'plan.name as plan'])
      .select([
        'purchase.price_cents',
        'purchase.phone_sealed',
        'prompt.state',
        'purchase.service_id',
      ])
      .select(['purchase.asked_at', 'purchase.undone_because']),
    id: sql.ref('purchase.id'),
    sorts: { askedAt: { by: sql.ref('purchase.asked_at'), type: 'timestamptz' } },
    filters: [
      atSites(read, sql.ref('purchase.site_id')),
      among(sql.ref('prompt.state'), input.state),
      input.siteId === undefined ? undefined : sql`purchase.site_id = ${input.siteId}`,
    ],
    search: (q) =>
      sql`purchase.phone_blind = ${read.vault.blind(PHONE_COLUMN, parsePhone(q) ?? q)}`,
    item: (row) => ({
      ...{ id: row.id, siteId: row.site_id, site: row.site, plan: row.plan },
      ...{ price: moneyToWire(kes(row.price_cents)), serviceId: row.service_id },
      undone: undoneOf(row.undone_because),
      phone: read.vault.open(purchasePhone(row.id), row.phone_sealed),
      state: must(
        PROMPT_STATES.find((state) => state === row.state),
        'a prompt has a state',
      ),
      askedAt: row.asked_at.toString(),
    }),
  })
}
