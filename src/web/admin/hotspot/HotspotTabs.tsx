import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { TabLinks } from '#web/ui/Tabs.tsx'

export function HotspotTabs({ here }: { here: string }) {
  const t = useText()
  return (
    <TabLinks
      label={t('hotspot.title')}
      here={here}
      tabs={[
        { to: paths.hotspots(), label: t('hotspot.doors') },
        { to: paths.hotspots('purchases'), label: t('hotspot.purchases') },
      ]}
    />
  )
}
