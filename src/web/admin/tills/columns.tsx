import type { DrawerRow } from '#modules/tills/contract.ts'
import { useSiteName } from '#web/admin/vouchers/use-site-name.ts'
import { useText } from '#web/i18n/index.ts'
import { Status } from '#web/ui/Badge.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { DateTime, Money } from '#web/ui/values.tsx'

/** A drawer in a line. */
export function useDrawerColumns(): Column<DrawerRow>[] {
  const t = useText()
  const siteName = useSiteName()
  return [
    {
      ...{ id: 'number', header: t('tills.drawer') },
      cell: ({ number, cashier }) => `${number} · ${cashier.name}`,
    },
    { ...{ id: 'site', header: t('tills.site') }, cell: ({ siteId }) => siteName(siteId) },
    {
      ...{ id: 'openedAt', header: t('tills.openedAt'), sort: 'openedAt' },
      cell: ({ openedAt }) => <DateTime at={openedAt} />,
    },
    {
      ...{ id: 'state', header: t('tills.state') },
      cell: ({ state }) => (
        <Status tone={state === 'open' ? 'info' : 'neutral'}>{t(`tills.states.${state}`)}</Status>
      ),
    },
    {
      ...{ id: 'expected', header: t('tills.expected'), align: 'end' },
      cell: ({ expected }) => <Money of={expected} />,
    },
    {
      ...{ id: 'counted', header: t('tills.counted'), align: 'end' },
      cell: ({ counted }) => counted && <Money of={counted} />,
    },
    {
      ...{ id: 'difference', header: t('tills.difference'), align: 'end' },
      cell: ({ difference }) =>
        difference && (
          <span className={difference.cents === '0' ? undefined : 'text-bad-text'}>
            <Money of={difference} signed />
          </span>
        ),
    },
  ]
}
