import { mapPool } from '#modules/network/contract.ts'
import type { ParsedReplyOf } from '#kernel/endpoint.ts'
import { PoolLegend } from '#web/admin/network/PoolBar.tsx'
import { rangeText } from '#web/admin/network/pool-values.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { Card } from '#web/ui/Card.tsx'
import { cn } from '#web/ui/cn.ts'
import { Loaded } from '#web/ui/Problem.tsx'
import { Skeleton } from '#web/ui/Skeleton.tsx'

type Range = ParsedReplyOf<typeof mapPool>['ranges'][number]
type Cell = Range['cells'][number]

/** The space of a pool as squares: what holds most of a square gives it its colour, how much of it the strength. */
export function PoolMap({ poolId, onPick }: { poolId: string; onPick: (first: string) => void }) {
  const t = useText()
  const map = useCall(mapPool, { poolId })
  return (
    <Card title={t('network.pool.map')}>
      <Loaded of={map} skeleton={<Skeleton className="h-40 w-full" />}>
        {({ ranges }) => (
          <div className="grid grid-cols-1 gap-6">
            <PoolLegend />
            {ranges.map((range) => (
              <section key={range.first} className="grid grid-cols-1 gap-2">
                <h3 className="font-mono text-sm break-all">{rangeText(range)}</h3>
                <div className="flex flex-wrap gap-[3px]">
                  {range.cells.map((cell) => (
                    <Square key={cell.first} cell={cell} onPick={onPick} />
                  ))}
                </div>
                <p className="text-sm text-soft">
                  {range.perCell === '1'
                    ? t('network.pool.mapHintOne')
                    : t('network.pool.mapHint', { count: range.perCell })}
                </p>
              </section>
            ))}
          </div>
        )}
      </Loaded>
    </Card>
  )
}

const LOOKS = { leased: 'bg-accent', fixed: 'bg-info', reserved: 'bg-warn' } as const
/** One held address of thousands is still to be seen. */
const FAINTEST = 0.3

function Square({ cell, onPick }: { cell: Cell; onPick: (first: string) => void }) {
  const t = useText()
  const { first, parts, leased, fixed, reserved } = cell
  const held = leased + fixed + reserved
  const most =
    leased >= fixed && leased >= reserved ? 'leased' : fixed >= reserved ? 'fixed' : 'reserved'
  const share = held / Number(parts)
  const label = t('network.pool.cell', { first, held, parts })
  return (
    <button
      type="button"
      title={label}
      aria-label={label}
      tabIndex={held > 0 ? 0 : -1}
      onClick={() => onPick(first)}
      className="size-4 overflow-hidden rounded-[3px] bg-line hover:ring-2 hover:ring-field"
    >
      {held > 0 && (
        <span
          className={cn('block size-full', LOOKS[most])}
          style={{ opacity: FAINTEST + (1 - FAINTEST) * share }}
        />
      )}
    </button>
  )
}
