import type { ReactNode } from 'react'
import { overview } from '#platform/operations/contract.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { isAttended } from '#web/state/attended.ts'
import { Page } from '#web/ui/Page.tsx'
import { TabLinks } from '#web/ui/Tabs.tsx'

/** Often enough to watch work go by; a screen that nobody looks at does not ask. */
export const LOOK_AGAIN_MS = 5_000

export function useOverview() {
  return useCall(overview, {}, { refetchInterval: () => isAttended() && LOOK_AGAIN_MS })
}

/** What the three pages about work behind the scenes share. */
export function JobsPage({
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
      title={t('system.jobs.title')}
      lead={t('system.jobs.lead')}
      width="wide"
      actions={actions}
      tabs={
        <TabLinks
          label={t('system.jobs.parts')}
          here={here}
          tabs={[
            { to: paths.jobs(), label: t('system.jobs.queue') },
            { to: paths.jobs('events'), label: t('system.jobs.events') },
            { to: paths.jobs('automatic'), label: t('system.jobs.automatic') },
          ]}
        />
      }
    >
      {children}
    </Page>
  )
}
