import type { ReactNode } from 'react'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { TabbedPage } from '#web/ui/TabbedPage.tsx'

/** What the screens of bank statements share. */
export function BankPage(props: { here: string; actions?: ReactNode; children: ReactNode }) {
  const t = useText()
  return (
    <TabbedPage
      title={t('banking.title')}
      lead={t('banking.lead')}
      parts={t('banking.title')}
      {...props}
      tabs={[
        { to: paths.bank(), label: t('banking.lines') },
        { to: paths.bank('transfers'), label: t('banking.transfers.title') },
        { to: paths.bank('files'), label: t('banking.files.title') },
      ]}
    />
  )
}
