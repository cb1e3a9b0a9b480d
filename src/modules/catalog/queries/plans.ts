import { sql } from 'kysely'
import { z } from 'zod'
import type { ParsedInputOf, ReplyOf } from '#kernel/endpoint.ts'
import { among, listRows, matches } from '#platform/list.ts'
import type { Read } from '#platform/tx.ts'
import type { listPlans, planRow, PlanVersionOnWire, readPlan } from '../contract.ts'
import { planNotFound } from '../refusals.ts'
import { editedFrom } from './author.ts'
import { versionsOfPlan } from './plan-version.ts'

type OnWire = z.input<typeof planRow>

export async function plansPage(
  read: Read,
  input: ParsedInputOf<typeof listPlans>,
): Promise<ReplyOf<typeof listPlans>> {
  const { now } = read
  // The version on sale; before the first sale the one to come or the draft, afterwards the last.
  const shown = sql<string>`(select v.id from catalog.plan_version v where v.plan_id = plan.id
    order by (v.state = 'published' and v.sell_from <= ${now} and coalesce(v.sell_until > ${now}, true)) desc,
      (v.state = 'published') desc, v.number desc limit 1)`
  return listRows(read, input, {
    name: 'catalog.list-plans',
    query: read.sql
      .selectFrom('catalog.plan as plan')
      .innerJoin('catalog.plan_version as version', (join) => join.on('version.id', '=', shown))
      .leftJoin('catalog.profile_version as speed', 'speed.id', 'version.speed_id')
      .where('plan.kind', '=', 'listed')
      .select(['plan.id', 'plan.code', 'plan.name', 'plan.service_type_id', 'plan.audience'])
      .select(['plan.state', 'plan.changed_at', 'version.number', 'version.price_cents'])
      .select(['version.terms', 'version.state as version_state', 'version.sell_from'])
      .select(['version.sell_until', 'speed.content as speed'])
      .select(
        sql<boolean>`exists (select from catalog.plan_version d where d.plan_id = plan.id and d.state = 'draft')`.as(
          'has_draft',
        ),
      ),
    id: sql.ref('plan.id'),
    sorts: {
      name: { by: sql`lower(plan.name)`, type: 'text' },
      code: { by: sql.ref('plan.code'), type: 'text' },
      price: { by: sql.ref('version.price_cents'), type: 'bigint' },
      changedAt: { by: sql.ref('plan.changed_at'), type: 'timestamptz' },
    },
    filters: [
      among(sql.ref('plan.service_type_id'), input.serviceType),
      among(sql`version.terms ->> 'payment'`, input.payment),
      input.state === 'all' ? undefined : sql`plan.state = ${input.state}`,
    ],
    search: (q) => matches(q, sql.ref('plan.code'), sql.ref('plan.name')),
    item: (row): OnWire => {
      // Stored documents are what `store/` encoded.
      const terms = z.custom<PlanVersionOnWire['terms']>().parse(row.terms)
      const speed = z.custom<PlanVersionOnWire['profiles']['speed']>().parse(row.speed)
      return {
        ...{ id: row.id, code: row.code, name: row.name, serviceTypeId: row.service_type_id },
        audience: z.custom<OnWire['audience']>().parse(row.audience),
        state: row.state === 'open' ? 'open' : 'archived',
        changedAt: row.changed_at.toString(),
        ...{ payment: terms.payment, validity: terms.validity, number: row.number },
        listed: String(row.price_cents),
        inclusive: terms.components.every(({ taxMode }) => taxMode === 'inclusive'),
        speed: speed?.rate ?? null,
        versionState: stateOf(row.version_state, row, now),
        hasDraft: row.has_draft,
      }
    },
  })
}

type Sale = { sell_from: Temporal.Instant | null; sell_until: Temporal.Instant | null }

function stateOf(state: string, sale: Sale, now: Temporal.Instant): OnWire['versionState'] {
  if (state === 'draft') return 'draft'
  const isBy = (at: Temporal.Instant | null) =>
    at !== null && Temporal.Instant.compare(at, now) <= 0
  if (state === 'withdrawn' || isBy(sale.sell_until)) return 'withdrawn'
  return isBy(sale.sell_from) ? 'on-sale' : 'to-come'
}

/** One plan with all its versions. */
export async function planNow(read: Read, planId: string): Promise<ReplyOf<typeof readPlan>> {
  const row = await read.sql
    .selectFrom('catalog.plan')
    .selectAll()
    .where('id', '=', planId)
    .executeTakeFirst()
  if (!row) throw planNotFound()
  const versions = await versionsOfPlan(read, planId)
  return {
    ...{ id: row.id, code: row.code, name: row.name, serviceTypeId: row.service_type_id },
    description: { en: row.description_en, sw: row.description_sw },
    audience: z.custom<OnWire['audience']>().parse(row.audience),
    siteIds: row.site_ids,
    kind: row.kind === 'composed' ? 'composed' : 'listed',
    state: row.state === 'open' ? 'open' : 'archived',
    ...editedFrom(row),
    versions,
    onSaleId: versions.find((version) => isOnSale(version, read.now))?.id ?? null,
  }
}

function isOnSale(version: PlanVersionOnWire, now: Temporal.Instant): boolean {
  const instant = (at: string | null) => (at === null ? null : Temporal.Instant.from(at))
  const sale = { sell_from: instant(version.sellFrom), sell_until: instant(version.sellUntil) }
  return stateOf(version.state, sale, now) === 'on-sale'
}
