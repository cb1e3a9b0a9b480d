import type { ReactNode } from 'react'
import { listDrawers, readMyDrawer } from '#modules/tills/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useCan } from '#web/session.ts'
import { TabbedPage } from '#web/ui/TabbedPage.tsx'

/** What the screens of tills share. */
export function TillsPage(props: { here: string; actions?: ReactNode; children: ReactNode }) {
  const t = useText()
  const can = useCan()
  return (
    <TabbedPage
      title={t('tills.title')}
      lead={t('tills.lead')}
      parts={t('tills.title')}
      {...props}
      tabs={[
        ...(can(readMyDrawer) ? [{ to: paths.tills(), label: t('tills.mine.title') }] : []),
        ...(can(listDrawers)
          ? [
              { to: paths.tills('drawers'), label: t('tills.drawers') },
              { to: paths.tills('day'), label: t('tills.day.title') },
            ]
          : []),
      ]}
    />
  )
}
