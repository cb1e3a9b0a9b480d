import type { ReactNode } from 'react'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { TabbedPage } from '#web/ui/TabbedPage.tsx'

/** What the pages of the ledger share. */
export function LedgerPage({
  here,
  actions,
  children,
}: {
  here: string
  actions?: ReactNode
  children: ReactNode
}) {
  const t = useText()
  return (
    <TabbedPage
      title={t('ledger.title')}
      lead={t('ledger.lead')}
      parts={t('ledger.parts')}
      {...{ here, actions }}
      tabs={[
        { to: paths.ledger(), label: t('ledger.accounts.title') },
        { to: paths.ledger('journals'), label: t('ledger.journals.title') },
        { to: paths.ledger('trial-balance'), label: t('ledger.balance.title') },
        { to: paths.ledger('periods'), label: t('ledger.periods.title') },
        { to: paths.ledger('seals'), label: t('ledger.seals.title') },
      ]}
    >
      {children}
    </TabbedPage>
  )
}
