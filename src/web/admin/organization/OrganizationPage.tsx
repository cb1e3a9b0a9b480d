import type { ReactNode } from 'react'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Page } from '#web/ui/Page.tsx'
import { TabLinks } from '#web/ui/Tabs.tsx'

/** What the pages about the ISP itself share. */
export function OrganizationPage({ here, children }: { here: string; children: ReactNode }) {
  const t = useText()
  return (
    <Page
      title={t('organization.title')}
      tabs={
        <TabLinks
          label={t('organization.parts')}
          here={here}
          tabs={[
            { to: paths.organization(), label: t('organization.identity') },
            { to: paths.organization('region'), label: t('organization.region') },
            { to: paths.organization('brand'), label: t('organization.brand') },
            { to: paths.organization('calendar'), label: t('organization.calendar') },
          ]}
        />
      }
    >
      <div className="grid gap-6">{children}</div>
    </Page>
  )
}
