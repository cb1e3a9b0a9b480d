import type { ReactNode } from 'react'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Page } from '#web/ui/Page.tsx'
import { TabLinks } from '#web/ui/Tabs.tsx'

/** What the screens of messages share. */
export function MessagingPage({
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
      title={t('messaging.title')}
      lead={t('messaging.lead')}
      width="wide"
      actions={actions}
      tabs={
        <TabLinks
          label={t('messaging.parts')}
          here={here}
          tabs={[
            { to: paths.messages(), label: t('messaging.title') },
            { to: paths.messages('texts'), label: t('messaging.texts.title') },
            { to: paths.messages('gateways'), label: t('messaging.gateways.title') },
            { to: paths.messages('spending'), label: t('messaging.spending.title') },
          ]}
        />
      }
    >
      {children}
    </Page>
  )
}
