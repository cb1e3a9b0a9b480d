import type { ReactNode } from 'react'
import {
  listBusinessPayments,
  listClaims,
  listShortcodes,
  readDays,
  readSuspense,
} from '#modules/payments/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useCan } from '#web/session.ts'
import { TabbedPage } from '#web/ui/TabbedPage.tsx'

/** What the lists of payments share. */
export function MoneyInPage({
  here,
  actions,
  children,
}: {
  here: string
  actions?: ReactNode
  children: ReactNode
}) {
  const t = useText()
  const can = useCan()
  return (
    <TabbedPage
      title={t('payments.title')}
      lead={t('payments.lead')}
      parts={t('payments.parts')}
      {...{ here, actions }}
      tabs={[
        { to: paths.payments(), label: t('payments.title') },
        ...(can(readSuspense)
          ? [{ to: paths.payments('suspense'), label: t('payments.suspense.title') }]
          : []),
        ...(can(listClaims)
          ? [{ to: paths.payments('claims'), label: t('payments.claims.title') }]
          : []),
        { to: paths.payments('refunds'), label: t('payments.refunds.title') },
        { to: paths.payments('prompts'), label: t('payments.ask.list') },
        { to: paths.payments('standing'), label: t('payments.standing.title') },
        ...(can(readDays)
          ? [{ to: paths.payments('reconciliation'), label: t('payments.statements.tab') }]
          : []),
        ...(can(listBusinessPayments)
          ? [{ to: paths.payments('businesses'), label: t('payments.business.title') }]
          : []),
        ...(can(listShortcodes)
          ? [{ to: paths.payments('mpesa'), label: t('payments.mpesa.title') }]
          : []),
      ]}
    >
      {children}
    </TabbedPage>
  )
}
