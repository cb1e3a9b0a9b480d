import { useText } from '#web/i18n/index.ts'
import { cn } from '#web/ui/cn.ts'

/** A grey stand-in with the size of what is coming, so that nothing jumps when it comes. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        'block h-4 animate-[shimmer_1.6s_linear_infinite] rounded bg-[linear-gradient(90deg,var(--hover)_25%,var(--sunken)_50%,var(--hover)_75%)] bg-[length:200%_100%]',
        className,
      )}
    />
  )
}

const WIDTHS = ['w-11/12', 'w-9/12', 'w-10/12', 'w-7/12']

export function TextSkeleton({ lines = 3 }: { lines?: number }) {
  return (
    <div className="grid gap-2.5">
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} className={WIDTHS[line % WIDTHS.length] ?? ''} />
      ))}
    </div>
  )
}

/** While a page's code or data comes. */
export function PageSkeleton() {
  const t = useText()
  return (
    <div className="mx-auto w-full max-w-6xl px-4 pt-7 sm:px-6 lg:px-8">
      <p className="sr-only" role="status">
        {t('common.loading')}
      </p>
      <Skeleton className="mb-3 h-8 w-56" />
      <Skeleton className="mb-8 w-80 max-w-full" />
      <div className="grid gap-4 rounded-lg border bg-surface p-5">
        <TextSkeleton lines={6} />
      </div>
    </div>
  )
}
