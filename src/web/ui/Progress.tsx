import { cn } from '#web/ui/cn.ts'

type Tone = 'accent' | 'good' | 'warn' | 'bad'
const FILL: Record<Tone, string> = {
  accent: 'bg-accent',
  good: 'bg-good',
  warn: 'bg-warn',
  bad: 'bg-bad',
}

type Props = { label: string; value: number; max?: number; tone?: Tone; className?: string }

/** How much of a known whole is done or used. */
export function Progress({ label, value, max = 100, tone = 'accent', className }: Props) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuenow={Math.round(share * 100)}
      aria-valuemin={0}
      aria-valuemax={100}
      className={cn('h-1.5 w-full overflow-hidden rounded-full bg-line', className)}
    >
      <div
        className={cn('h-full rounded-full transition-[width] duration-300', FILL[tone])}
        style={{ width: `${share * 100}%` }}
      />
    </div>
  )
}
