import type { ServiceUsage } from '#modules/usage/contract.ts'
import { sumOf, useAmounts } from '#web/admin/usage/words.ts'
import { useText } from '#web/i18n/index.ts'
import { StatTile } from '#web/ui/StatTile.tsx'

/** Today, this month and the last one. */
export function UsageTiles({ usage }: { usage: ServiceUsage }) {
  const t = useText()
  const { volume, bothWays } = useAmounts()
  const tiles = [
    [t('usage.today'), usage.today],
    [t('usage.thisMonth'), usage.thisMonth],
    [t('usage.lastMonth'), usage.lastMonth],
  ] as const
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      {tiles.map(([label, moved]) => (
        <StatTile key={label} label={label} value={volume(sumOf(moved))} hint={bothWays(moved)} />
      ))}
    </div>
  )
}
