import { findHolder } from '#modules/access/contract.ts'
import { listPortPlans } from '#modules/network/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useCan } from '#web/session.ts'
import { TabLinks } from '#web/ui/Tabs.tsx'

/** The parts of the address plan; those that one may not read are not there. */
export function PoolTabs({ here }: { here: string }) {
  const t = useText()
  const can = useCan()
  return (
    <TabLinks
      label={t('network.pools.tabs')}
      here={here}
      tabs={[
        { to: paths.pools(), label: t('network.pools.tabPools') },
        ...(can(findHolder)
          ? [{ to: paths.pools('holders'), label: t('network.pools.tabHolders') }]
          : []),
        ...(can(listPortPlans)
          ? [{ to: paths.pools('ports'), label: t('network.pools.tabPorts') }]
          : []),
      ]}
    />
  )
}
