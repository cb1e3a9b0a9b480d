import { regionNow } from '#modules/organization/index.ts'
import type { Read } from '#platform/tx.ts'
import { tax, taxClass, type TaxTable } from '../contract.ts'

/** All taxes with all their rates, and all classes. A few dozen rows. */
export async function taxTableNow(read: Read): Promise<TaxTable> {
  const taxes = await read.sql.selectFrom('catalog.tax').selectAll().orderBy('level').execute()
  const rates = await read.sql
    .selectFrom('catalog.tax_rate')
    .selectAll()
    .orderBy('from_on', 'desc')
    .execute()
  const classes = await read.sql.selectFrom('catalog.tax_class').selectAll().orderBy('id').execute()
  return {
    taxes: taxes.map((row) =>
      tax.parse({
        id: row.id,
        name: { en: row.name_en, sw: row.name_sw },
        kind: row.kind,
        level: row.level,
        rates: rates
          .filter((rate) => rate.tax_id === row.id)
          .map(({ from_on, rate_bp, note }) => ({ from: from_on.toString(), rate_bp, note })),
      }),
    ),
    classes: classes.map((row) =>
      taxClass.parse({
        id: row.id,
        name: { en: row.name_en, sw: row.name_sw },
        taxes: row.taxes,
        vat: row.vat,
      }),
    ),
  }
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
