import type { ReactNode } from 'react'
import { overview } from '#platform/operations/contract.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { isAttended } from '#web/state/attended.ts'
import { TabbedPage } from '#web/ui/TabbedPage.tsx'

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
    <TabbedPage
      title={t('system.jobs.title')}
      lead={t('system.jobs.lead')}
      parts={t('system.jobs.parts')}
      {...{ here, actions }}
      tabs={[
        { to: paths.jobs(), label: t('system.jobs.queue') },
        { to: paths.jobs('events'), label: t('system.jobs.events') },
        { to: paths.jobs('automatic'), label: t('system.jobs.automatic') },
      ]}
    >
      {children}
    </TabbedPage>
  )
}
