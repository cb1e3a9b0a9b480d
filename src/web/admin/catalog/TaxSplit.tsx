import {
  sumTaxed,
  taxAmount,
  treatmentOf,
  USUAL_TAX_STATUS,
  type TaxDesk,
  type TaxMode,
} from '#modules/catalog/contract.ts'
import { moneyText, said } from '#web/admin/catalog/words.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'

export type ShownPrice = { cents: bigint; taxClassId: string; taxMode: TaxMode }

/** What a price is made of: what we keep, each tax, what the subscriber pays. */
export function TaxSplit({ prices, desk }: { prices: readonly ShownPrice[]; desk: TaxDesk }) {
  const t = useText()
  const language = useLanguage()
  const lines = prices
    .filter(({ taxClassId }) => desk.classes.some(({ id }) => id === taxClassId))
    .map(({ cents, taxClassId, taxMode }) =>
      taxAmount(
        cents,
        taxMode,
        treatmentOf(desk, {
          ...{ classId: taxClassId, day: desk.today, seller: desk },
          status: USUAL_TAX_STATUS,
        }),
      ),
    )
  if (lines.length === 0) return null
  const totals = sumTaxed(lines)
  const parts = Map.groupBy(
    lines.flatMap((line) => line.parts),
    (part) => part.id,
  )
  const rows = [
    { name: t('catalog.price.net'), cents: totals.net },
    ...[...parts].map(([id, of]) => {
      const tax = desk.taxes.find((one) => one.id === id)
      return {
        name: `${tax ? said(tax.name, language) : id} ${(of[0]?.rate_bp ?? 0) / 100} %`,
        cents: of.reduce((sum, part) => sum + part.cents, 0n),
      }
    }),
  ]
  return (
    <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 text-sm">
      {rows.map(({ name, cents }) => (
        <div key={name} className="contents">
          <dt className="text-soft">{name}</dt>
          <dd className="tnum text-right">{moneyText(cents, language)}</dd>
        </div>
      ))}
      <dt className="border-t pt-1 font-medium">{t('catalog.price.gross')}</dt>
      <dd className="tnum border-t pt-1 text-right font-semibold">
        {moneyText(totals.gross, language)}
      </dd>
    </dl>
  )
}
