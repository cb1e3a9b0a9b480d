import type { ReactNode } from 'react'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { TabbedPage } from '#web/ui/TabbedPage.tsx'

/** What the lists of vouchers share. */
export function VouchersPage(props: {
  here: string
  lead: string
  actions?: ReactNode
  children: ReactNode
}) {
  const t = useText()
  return (
    <TabbedPage
      title={t('vouchers.title')}
      parts={t('vouchers.title')}
      {...props}
      tabs={[
        { to: paths.vouchers(), label: t('vouchers.batches') },
        { to: paths.vouchers('liability'), label: t('vouchers.liability.title') },
        { to: paths.vouchers('wrong-codes'), label: t('vouchers.wrong.title') },
        { to: paths.vouchers('stolen'), label: t('vouchers.stolen.title') },
      ]}
    />
  )
}
