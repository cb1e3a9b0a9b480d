import { useId, type ReactNode } from 'react'
import { cn } from '#web/ui/cn.ts'

type Props = {
  title?: ReactNode
  hint?: ReactNode
  actions?: ReactNode
  footer?: ReactNode
  /** Without padding, for a table or a map that reaches the edges. */
  flush?: boolean
  className?: string
  children?: ReactNode
}

/** A piece of a page with its own title. */
export function Card({ title, hint, actions, footer, flush = false, className, children }: Props) {
  const titleId = useId()
  return (
    <section
      aria-labelledby={title ? titleId : undefined}
      className={cn('overflow-clip rounded-lg border bg-surface', className)}
    >
      {(title || actions) && (
        <header
          className={cn(
            'flex flex-wrap items-start gap-x-4 gap-y-2 px-5 pt-4',
            flush && 'border-b pb-4',
          )}
        >
          <div className="min-w-40 flex-1">
            <h2 id={titleId} className="text-lg font-semibold tracking-[-0.01em]">
              {title}
            </h2>
            {hint && <p className="mt-0.5 max-w-[70ch] text-sm text-soft">{hint}</p>}
          </div>
          {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
        </header>
      )}
      {children !== undefined && <div className={flush ? '' : 'p-5'}>{children}</div>}
      {footer && (
        <footer className="border-t bg-sunken px-5 py-3 text-sm text-soft">{footer}</footer>
      )}
    </section>
  )
}
