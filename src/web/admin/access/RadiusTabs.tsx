import { listRealms, listTraces, startTest } from '#modules/access/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMe } from '#web/session.ts'
import { TabLinks } from '#web/ui/Tabs.tsx'

/** What routers asked, what got no answer, packets themselves, and asking like a router. */
export function RadiusTabs({ here }: { here: string }) {
  const t = useText()
  const permissions = useMe()?.permissions ?? []
  const holds = (access: string) => permissions.some((permission) => permission === access)
  return (
    <TabLinks
      label={t('access.radius.tabs')}
      here={here}
      tabs={[
        { to: paths.radius(), label: t('access.radius.tabLog') },
        { to: paths.radius('drops'), label: t('access.radius.tabDrops') },
        ...(holds(listTraces.access)
          ? [{ to: paths.radius('traces'), label: t('access.radius.tabTraces') }]
          : []),
        ...(holds(startTest.access)
          ? [{ to: paths.radius('tester'), label: t('access.radius.tabTester') }]
          : []),
        ...(holds(listRealms.access)
          ? [{ to: paths.radius('realms'), label: t('access.radius.tabRealms') }]
          : []),
      ]}
    />
  )
}
