import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '#web/ui/cn.ts'

export type Tone = 'neutral' | 'accent' | 'good' | 'warn' | 'bad' | 'info'

const WASH: Record<Tone, string> = {
  neutral: 'bg-sunken text-soft ring-line',
  accent: 'bg-accent-wash text-accent-text ring-accent-text/20',
  good: 'bg-good-wash text-good-text ring-good-text/20',
  warn: 'bg-warn-wash text-warn-text ring-warn-text/20',
  bad: 'bg-bad-wash text-bad-text ring-bad-text/20',
  info: 'bg-info-wash text-info-text ring-info-text/20',
}

/** The state of something, in one or two words. Colour repeats what the word says, it never says it alone. */
export function Badge({
  tone = 'neutral',
  icon,
  children,
  className,
}: {
  tone?: Tone
  icon?: ReactNode
  children: ReactNode
  className?: string
}) {
  return (
    <span
      className={cn(
        'inline-flex h-5.5 items-center gap-1 rounded-md px-1.5 text-xs font-medium whitespace-nowrap ring-1 ring-inset [&_svg]:size-3.5',
        WASH[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  )
}

const FILL: Record<Tone, string> = {
  neutral: 'bg-faint',
  accent: 'bg-accent',
  good: 'bg-good',
  warn: 'bg-warn',
  bad: 'bg-bad',
  info: 'bg-info',
}

/** A dot with its word, for columns where a badge on every row would shout. `pulse` for what is live. */
export function Status({
  tone,
  pulse = false,
  children,
}: {
  tone: Tone
  pulse?: boolean
  children: ReactNode
}) {
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap">
      <span aria-hidden="true" className="relative flex size-2">
        {pulse && (
          <span
            className={cn(
              'absolute inset-0 animate-ping rounded-full opacity-60 motion-reduce:hidden',
              FILL[tone],
            )}
          />
        )}
        <span className={cn('relative size-2 rounded-full', FILL[tone])} />
      </span>
      {children}
    </span>
  )
}

/** A word that somebody put on something, or chose; can be taken off again. */
export function Tag({
  children,
  onRemove,
  removeLabel,
}: {
  children: ReactNode
  onRemove?: () => void
  removeLabel?: string
}) {
  return (
    <span className="inline-flex min-h-6 items-center gap-1 rounded-md bg-sunken px-2 text-sm text-ink ring-1 ring-line ring-inset">
      {children}
      {onRemove && (
        <button
          type="button"
          aria-label={removeLabel}
          onClick={onRemove}
          className="-mr-1.5 grid size-6 place-items-center rounded text-soft hover:bg-hover hover:text-ink"
        >
          <X className="size-3.5" aria-hidden="true" />
        </button>
      )}
    </span>
  )
}
