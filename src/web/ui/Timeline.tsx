import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '#web/ui/cn.ts'
import type { Tone } from '#web/ui/Badge.tsx'
import { RelativeTime } from '#web/ui/values.tsx'

export type TimelineEntry = {
  id: string
  at: string
  icon?: LucideIcon
  tone?: Tone
  title: ReactNode
  /** Who did it, or what did. */
  by?: ReactNode
  detail?: ReactNode
}

const INK: Record<Tone, string> = {
  neutral: 'text-soft',
  accent: 'text-accent-text',
  good: 'text-good-text',
  warn: 'text-warn-text',
  bad: 'text-bad-text',
  info: 'text-info-text',
}

/** What happened, the latest first. */
export function Timeline({ label, entries }: { label: string; entries: readonly TimelineEntry[] }) {
  return (
    <ol aria-label={label}>
      {entries.map(({ id, at, icon: Icon, tone = 'neutral', title, by, detail }) => (
        <li key={id} className="group relative flex gap-3 pb-5 last:pb-0">
          <span
            aria-hidden="true"
            className="absolute top-7 bottom-0 left-3.5 w-px -translate-x-1/2 bg-line group-last:hidden"
          />
          <span
            aria-hidden="true"
            className={cn(
              'relative grid size-7 shrink-0 place-items-center rounded-full border bg-raised',
              INK[tone],
            )}
          >
            {Icon ? (
              <Icon className="size-3.5" />
            ) : (
              <span className="size-1.5 rounded-full bg-current" />
            )}
          </span>
          <div className="min-w-0 flex-1 pt-0.5">
            <p className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span className="min-w-0 break-words">
                {by && <span className="font-medium">{by} </span>}
                {title}
              </span>
              <span className="text-sm text-soft">
                <RelativeTime at={at} />
              </span>
            </p>
            {detail && <div className="mt-1.5 text-sm text-soft">{detail}</div>}
          </div>
        </li>
      ))}
    </ol>
  )
}
