import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { TabLinks } from '#web/ui/Tabs.tsx'

export function OnlineTabs({ here }: { here: string }) {
  const t = useText()
  return (
    <TabLinks
      label={t('access.online.tabs')}
      here={here}
      tabs={[
        { to: paths.online(), label: t('access.online.tabLive') },
        { to: paths.online('past'), label: t('access.online.tabPast') },
      ]}
    />
  )
}
