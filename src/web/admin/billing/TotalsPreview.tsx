import type { ReactNode } from 'react'
import type { MoneyOnWire } from '#kernel/money.ts'
import { useText } from '#web/i18n/index.ts'
import { Money } from '#web/ui/values.tsx'

type Totals = Record<'net' | 'excise' | 'vat' | 'gross', MoneyOnWire>

/** What a document will come to, tax by tax, before it is written. */
export function TotalsPreview({ totals, children }: { totals: Totals; children?: ReactNode }) {
  const t = useText()
  const rows = (['net', 'excise', 'vat'] as const).filter(
    (key) => key === 'net' || BigInt(totals[key].cents) !== 0n,
  )
  return (
    <section aria-live="polite" className="grid gap-1.5 rounded-lg border bg-sunken p-4">
      <dl className="grid gap-1">
        {rows.map((key) => (
          <div key={key} className="flex justify-between gap-4 text-soft">
            <dt>{t(`billing.${key}`)}</dt>
            <dd>
              <Money of={totals[key]} />
            </dd>
          </div>
        ))}
        <div className="flex justify-between gap-4 font-semibold">
          <dt>{t('billing.gross')}</dt>
          <dd>
            <Money of={totals.gross} />
          </dd>
        </div>
      </dl>
      {children}
    </section>
  )
}
