import type { ReactNode } from 'react'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Page } from '#web/ui/Page.tsx'
import { TabLinks } from '#web/ui/Tabs.tsx'

type Props = { here: string; actions?: ReactNode; children: ReactNode }

/** What the three pages of one's own account share. */
export function AccountPage({ here, actions, children }: Props) {
  const t = useText()
  return (
    <Page
      title={t('account.title')}
      width="narrow"
      actions={actions}
      tabs={
        <TabLinks
          label={t('account.sections')}
          here={here}
          tabs={[
            { to: paths.account(), label: t('account.profile') },
            { to: paths.account('security'), label: t('account.security') },
            { to: paths.account('sessions'), label: t('account.sessions') },
          ]}
        />
      }
    >
      <div className="grid gap-6">{children}</div>
    </Page>
  )
}
