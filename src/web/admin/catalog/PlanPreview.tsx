import { CalendarClock, Gauge, Smartphone } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatRate, type Rate } from '#kernel/rate.ts'
import { chargeFor, planTerms, readTaxes } from '#modules/catalog/contract.ts'
import { TaxSplit } from '#web/admin/catalog/TaxSplit.tsx'
import type { TermsInput } from '#web/admin/catalog/terms-values.ts'
import { moneyText, validityText } from '#web/admin/catalog/words.ts'
import { useCall } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'

/** The plan as it stands while it is typed: what a subscriber sees, and what is left of it for us. */
export function PlanPreview({
  name,
  terms,
  speed,
}: {
  name: string
  terms: TermsInput
  speed: Rate | null
}) {
  const t = useText()
  const language = useLanguage()
  const desk = useCall(readTaxes, {})
  // While something is typed that cannot be, the last words of the card are about what can.
  const components = planTerms.shape.components.safeParse(terms.components).data ?? []
  const prices = components
    .filter(({ kind }) => kind === 'recurring')
    .map(({ charge, taxClassId, taxMode }) => ({
      ...{ cents: chargeFor(charge, 1n), taxClassId, taxMode },
    }))
  const listed = prices.reduce((sum, { cents }) => sum + cents, 0n)
  return (
    <aside
      aria-label={t('catalog.plan.preview')}
      className="sticky top-20 grid gap-4 rounded-xl border bg-surface p-5 shadow-sm"
    >
      <p className="text-sm font-medium text-soft">{t('catalog.plan.preview')}</p>
      <div>
        <p className="text-lg font-semibold break-words">
          {name === '' ? t('catalog.plan.example') : name}
        </p>
        <p className="mt-1 text-soft">
          <span className="tnum mr-1.5 text-2xl font-semibold tracking-[-0.02em] text-ink">
            {moneyText(listed, language)}
          </span>
          {t('catalog.price.per', { period: validityText(t, terms.validity) })}
        </p>
      </div>
      <ul className="grid gap-2 text-sm">
        {speed && !Number.isNaN(speed.down_bps) && (
          <Point icon={<Gauge />}>{formatRate(speed)}</Point>
        )}
        <Point icon={<CalendarClock />}>{t(`catalog.payment.${terms.payment}`)}</Point>
        <Point icon={<Smartphone />}>
          {t('catalog.plan.devicesAtOnce', { count: terms.devices.simultaneous || 0 })}
        </Point>
      </ul>
      {desk.data && listed > 0n && (
        <div className="border-t pt-4">
          <TaxSplit prices={prices} desk={desk.data} />
        </div>
      )}
    </aside>
  )
}

function Point({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="flex items-center gap-2 [&_svg]:size-4 [&_svg]:text-soft">
      {icon}
      {children}
    </li>
  )
}
