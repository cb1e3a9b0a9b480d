import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

type Props = { icon?: LucideIcon; title: string; children?: ReactNode; action?: ReactNode }

/** Nothing here yet: says what would be here, and what to do to get it. */
export function EmptyState({ icon: Icon, title, children, action }: Props) {
  return (
    <div className="flex flex-col items-center px-6 py-14 text-center">
      {Icon && (
        <span className="mb-4 grid size-11 place-items-center rounded-xl border bg-raised text-accent-text shadow-sm">
          <Icon className="size-5" strokeWidth={1.75} aria-hidden="true" />
        </span>
      )}
      <p className="text-lg font-semibold tracking-[-0.01em]">{title}</p>
      {children && <div className="mt-1 max-w-[46ch] text-soft">{children}</div>}
      {action && <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}
