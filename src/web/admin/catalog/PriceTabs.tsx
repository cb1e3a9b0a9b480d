import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { TabLinks } from '#web/ui/Tabs.tsx'

/** Rules, segments and coupons are one subject on three pages. */
export function PriceTabs({ here }: { here: string }) {
  const t = useText()
  return (
    <TabLinks
      label={t('catalog.rule.nav')}
      here={here}
      tabs={[
        { to: paths.priceRules(), label: t('catalog.rule.title') },
        { to: paths.priceRules('coupons'), label: t('catalog.coupon.title') },
        { to: paths.priceRules('segments'), label: t('catalog.segment.title') },
      ]}
    />
  )
}
