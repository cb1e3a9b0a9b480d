import { useRouterOptions } from '#web/admin/network/use-router-options.ts'
import { useSiteOptions } from '#web/admin/staff/use-site-options.ts'
import { useText } from '#web/i18n/index.ts'
import { Combobox } from '#web/ui/form/Combobox.tsx'

type Place = { siteId: string | null; nasId: string | null }

/** Where a pool is used: everywhere, at one site, on one router. */
export function PoolPlace({
  siteId,
  nasId,
  onChange,
}: Place & { onChange: (place: Partial<Place>) => void }) {
  const t = useText()
  const everywhere = { value: '-', label: t('network.everywhere') }
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Combobox
        label={t('network.pools.site')}
        options={[everywhere, ...useSiteOptions()]}
        value={siteId ?? '-'}
        onChange={(chosen) => onChange({ siteId: chosen === '-' ? null : chosen })}
      />
      <Combobox
        label={t('network.pools.router')}
        options={[everywhere, ...useRouterOptions()]}
        value={nasId ?? '-'}
        onChange={(chosen) => onChange({ nasId: chosen === '-' ? null : chosen })}
      />
    </div>
  )
}
