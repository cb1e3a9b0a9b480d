import { ArrowDownRight, ArrowUpRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { useLanguage } from '#web/i18n/index.ts'
import { Sparkline } from '#web/ui/chart/Sparkline.tsx'
import { cn } from '#web/ui/cn.ts'
import { formatShare } from '#web/ui/format.ts'
import { Anchor } from '#web/ui/Link.tsx'

type Props = {
  label: string
  value: ReactNode
  hint?: ReactNode
  /** Change against the time before, 0.12 for 12% more. */
  change?: number
  /** Whether more is good news; unsaid it is neither. */
  moreIs?: 'good' | 'bad'
  trend?: readonly number[]
  to?: string
}

/** One number that matters, with where it is going. */
export function StatTile({ label, value, hint, change, moreIs, trend, to }: Props) {
  const language = useLanguage()
  const news =
    change === undefined || change === 0 || !moreIs ? undefined : change > 0 === (moreIs === 'good')
  return (
    <div className="relative rounded-lg border bg-surface p-4 transition-colors has-[a:hover]:border-field">
      <p className="text-sm text-soft">
        {to ? (
          <Anchor to={to} className="after:absolute after:inset-0 after:rounded-lg">
            {label}
          </Anchor>
        ) : (
          label
        )}
      </p>
      <div className="mt-1 flex items-end justify-between gap-3">
        <p className="tnum text-2xl font-semibold tracking-[-0.022em]">{value}</p>
        {trend && <Sparkline values={trend} className="mb-1" />}
      </div>
      {(hint || change !== undefined) && (
        <p className="mt-1 flex items-center gap-1.5 text-sm text-soft">
          {change !== undefined && (
            <span
              className={cn(
                'tnum inline-flex items-center gap-0.5 font-medium',
                news === true && 'text-good-text',
                news === false && 'text-bad-text',
              )}
            >
              {change < 0 ? (
                <ArrowDownRight aria-hidden="true" className="size-3.5" />
              ) : (
                <ArrowUpRight aria-hidden="true" className="size-3.5" />
              )}
              {change > 0 && '+'}
              {formatShare(change, language)}
            </span>
          )}
          {hint && <span className="min-w-0">{hint}</span>}
        </p>
      )}
    </div>
  )
}
