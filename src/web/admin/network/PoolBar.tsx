import type { PoolRow } from '#modules/network/contract.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'

/** How full a pool is, by what holds its addresses. */
export function PoolBar({
  pool,
}: {
  pool: Pick<PoolRow, 'leased' | 'fixed' | 'reserved' | 'total'>
}) {
  const t = useText()
  const language = useLanguage()
  const total = Number(pool.total)
  const used = pool.leased + pool.fixed + pool.reserved
  const share = (count: number) => `${total > 0 ? Math.min(100, (count / total) * 100) : 0}%`
  const number = (value: number | bigint) =>
    new Intl.NumberFormat(`${language}-KE`, {
      notation: value > 999_999 ? 'compact' : 'standard',
    }).format(value)
  return (
    <div className="grid gap-1.5">
      <div className="flex h-2 overflow-hidden rounded-full bg-line" aria-hidden="true">
        <span className="bg-accent" style={{ width: share(pool.leased) }} />
        <span className="bg-info" style={{ width: share(pool.fixed) }} />
        <span className="bg-warn" style={{ width: share(pool.reserved) }} />
      </div>
      <p className="tnum text-sm text-soft">
        {t('network.pools.used', { used: number(used), total: number(BigInt(pool.total)) })}
      </p>
    </div>
  )
}

/** What the colours mean. */
export function PoolLegend() {
  const t = useText()
  const entries = [
    { look: 'bg-accent', label: t('network.pools.leased') },
    { look: 'bg-info', label: t('network.pools.fixed') },
    { look: 'bg-warn', label: t('network.pools.reserved') },
    { look: 'bg-line', label: t('network.pools.free') },
  ]
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm text-soft">
      {entries.map(({ look, label }) => (
        <li key={label} className="inline-flex items-center gap-2">
          <span aria-hidden="true" className={`size-3 rounded-[3px] ${look}`} />
          {label}
        </li>
      ))}
    </ul>
  )
}
