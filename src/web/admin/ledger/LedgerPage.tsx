import type { ReactNode } from 'react'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Page } from '#web/ui/Page.tsx'
import { TabLinks } from '#web/ui/Tabs.tsx'

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
    <Page
      title={t('ledger.title')}
      lead={t('ledger.lead')}
      width="wide"
      actions={actions}
      tabs={
        <TabLinks
          label={t('ledger.parts')}
          here={here}
          tabs={[
            { to: paths.ledger(), label: t('ledger.accounts.title') },
            { to: paths.ledger('journals'), label: t('ledger.journals.title') },
            { to: paths.ledger('trial-balance'), label: t('ledger.balance.title') },
            { to: paths.ledger('periods'), label: t('ledger.periods.title') },
            { to: paths.ledger('seals'), label: t('ledger.seals.title') },
          ]}
        />
      }
    >
      {children}
    </Page>
  )
}
