import { sql } from 'kysely'
import type { z } from 'zod'
import { regionNow } from '#modules/organization/index.ts'
import type { Read } from '#platform/tx.ts'
import { tax, taxClass, type TaxTable } from '../contract.ts'

/** All taxes with all their rates, and all classes. A few dozen rows, in one statement. */
export async function taxTableNow(read: Read): Promise<TaxTable> {
  const { rows } = await sql<{ taxes: OnWire['taxes']; classes: OnWire['classes'] }>`
    /* often */ select
      coalesce((select json_agg(json_build_object(
          'id', tax.id, 'name', json_build_object('en', name_en, 'sw', name_sw), 'kind', kind, 'level', level,
          'rates', coalesce((
            select json_agg(json_build_object('from', from_on, 'rate_bp', rate_bp, 'note', note) order by from_on desc)
            from catalog.tax_rate where tax_id = tax.id), '[]')
        ) order by level) from catalog.tax), '[]') as taxes,
      coalesce((select json_agg(json_build_object(
          'id', id, 'name', json_build_object('en', name_en, 'sw', name_sw), 'taxes', taxes, 'vat', vat
        ) order by id) from catalog.tax_class), '[]') as classes`.execute(read.sql)
  const [row] = rows
  return {
    taxes: (row?.taxes ?? []).map((one) => tax.parse(one)),
    classes: (row?.classes ?? []).map((one) => taxClass.parse(one)),
  }
}

type OnWire = {
  readonly taxes: readonly z.input<typeof tax>[]
  readonly classes: readonly z.input<typeof taxClass>[]
}

/** Classes that a price may be given. */
export async function openTaxClasses(read: Read): Promise<ReadonlySet<string>> {
  const rows = await read.sql
    .selectFrom('catalog.tax_class')
    .select('id')
    .where('state', '=', 'open')
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** The local day on which taxes are reckoned now. */
export async function todayOf(read: Read): Promise<string> {
  const { timeZone } = await regionNow(read)
  return read.now.toZonedDateTimeISO(timeZone).toPlainDate().toString()
}
