import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { TabLinks } from '#web/ui/Tabs.tsx'

export function VouchersTabs({ here }: { here: string }) {
  const t = useText()
  return (
    <TabLinks
      label={t('vouchers.title')}
      here={here}
      tabs={[
        { to: paths.vouchers(), label: t('vouchers.batches') },
        { to: paths.vouchers('wrong-codes'), label: t('vouchers.wrong.title') },
      ]}
    />
  )
}
