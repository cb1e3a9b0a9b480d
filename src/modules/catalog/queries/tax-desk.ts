import { sql } from 'kysely'
import { z } from 'zod'
import { organizationNow } from '#modules/organization/index.ts'
import type { ParsedInputOf, ReplyOf } from '#kernel/endpoint.ts'
import type { Read } from '#platform/tx.ts'
import {
  chargeFor,
  rateOn,
  sumTaxed,
  taxAmount,
  type taxClass,
  treatmentOf,
  USUAL_TAX_STATUS,
  type PlanVersion,
  type previewTaxRate,
  type readTaxes,
  type TaxTable,
} from '../contract.ts'
import { taxNotFound } from '../refusals.ts'
import { editedFrom } from './author.ts'
import { planVersionsNow } from './plan-version.ts'
import { taxTableNow, todayOf } from './taxes.ts'

/** How many prices name each tax class: of plan versions that are not withdrawn, and of what products cost now. */
export async function pricesOfClass(read: Read): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; prices: bigint }>`
    select tax_class_id as id, count(*) as prices from (
      select price.tax_class_id from catalog.plan_price price
        join catalog.plan_version version on version.id = price.plan_version_id
       where version.state <> 'withdrawn'
      union all
      select latest.tax_class_id from catalog.product_version latest
        join catalog.product product on product.id = latest.product_id and product.state = 'open'
       where latest.number = (select max(v.number) from catalog.product_version v where v.product_id = product.id)
    ) named group by tax_class_id`.execute(read.sql)
  return new Map(rows.map(({ id, prices }) => [id, Number(prices)]))
}

export async function taxDeskNow(read: Read): Promise<ReplyOf<typeof readTaxes>> {
  const { taxes } = await taxTableNow(read)
  const { vatRegistered } = await organizationNow(read)
  const today = await todayOf(read)
  const prices = await pricesOfClass(read)
  const classes = await read.sql
    .selectFrom('catalog.tax_class')
    .selectAll()
    .orderBy('state', 'desc')
    .orderBy('name_en')
    .execute()
  return {
    taxes: taxes.map((one) => ({ ...one, now_bp: rateOn(one, today) ?? null })),
    classes: classes.map((row) => ({
      id: row.id,
      name: { en: row.name_en, sw: row.name_sw },
      taxes: row.taxes,
      vat: z.custom<z.output<typeof taxClass>['vat']>().parse(row.vat),
      note: row.note,
      state: row.state === 'open' ? 'open' : 'archived',
      ...editedFrom(row),
      prices: prices.get(row.id) ?? 0,
    })),
    vatRegistered,
    today,
  }
}

/** What each plan on sale costs and leaves us on a day, under the law of now and with one rate changed. */
export async function taxPreview(
  read: Read,
  { taxId, from, rate_bp }: ParsedInputOf<typeof previewTaxRate>,
): Promise<ReplyOf<typeof previewTaxRate>> {
  const table = await taxTableNow(read)
  if (!table.taxes.some(({ id }) => id === taxId)) throw taxNotFound()
  const changed: TaxTable = {
    ...table,
    taxes: table.taxes.map((one) =>
      one.id === taxId
        ? { ...one, rates: [{ from, rate_bp: rate_bp ?? null, note: '' }, ...one.rates] }
        : one,
    ),
  }
  const seller = { vatRegistered: (await organizationNow(read)).vatRegistered }
  const price = (version: PlanVersion, under: TaxTable) => {
    const lines = version.terms.components
      .filter(({ kind }) => kind === 'recurring')
      .map(({ charge, taxClassId: classId, taxMode }) => {
        const of = { classId, day: from, seller, status: USUAL_TAX_STATUS }
        return taxAmount(chargeFor(charge, 1n), taxMode, treatmentOf(under, of))
      })
    const { net, gross } = sumTaxed(lines)
    return { net: String(net), gross: String(gross) }
  }
  const onSale = await read.sql
    .selectFrom('catalog.plan_version as version')
    .innerJoin('catalog.plan as plan', 'plan.id', 'version.plan_id')
    .select('version.id')
    .where('version.state', '=', 'published')
    .where('plan.kind', '=', 'listed')
    .where(sql<boolean>`(version.sell_until is null or version.sell_until > ${read.now})`)
    .orderBy('plan.name')
    .limit(500)
    .execute()
  const versions = await planVersionsNow(
    read,
    onSale.map(({ id }) => id),
  )
  return {
    plans: onSale.flatMap(({ id }) => {
      const version = versions.get(id)
      if (!version) return []
      return [
        {
          ...{ id: version.planId, code: version.planCode, name: version.planName },
          inclusive: version.terms.components.some((one) => one.taxMode === 'inclusive'),
          before: price(version, table),
          after: price(version, changed),
        },
      ]
    }),
  }
}
