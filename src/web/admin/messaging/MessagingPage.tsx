import type { ReactNode } from 'react'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { TabbedPage } from '#web/ui/TabbedPage.tsx'

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
    <TabbedPage
      title={t('messaging.title')}
      lead={t('messaging.lead')}
      parts={t('messaging.parts')}
      {...{ here, actions }}
      tabs={[
        { to: paths.messages(), label: t('messaging.title') },
        { to: paths.messages('texts'), label: t('messaging.texts.title') },
        { to: paths.messages('gateways'), label: t('messaging.gateways.title') },
        { to: paths.messages('opt-outs'), label: t('messaging.optOuts.title') },
        { to: paths.messages('spending'), label: t('messaging.spending.title') },
      ]}
    >
      {children}
    </TabbedPage>
  )
}
