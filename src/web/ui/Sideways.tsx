import type { ReactNode } from 'react'
import { cn } from '#web/ui/cn.ts'

/** What may be wider than the screen, a table mostly: it scrolls by itself, also by keyboard (WCAG 2.1.1). */
export function Sideways({
  label,
  className,
  children,
}: {
  label: string | undefined
  className?: string
  children: ReactNode
}) {
  return (
    <div className={cn('overflow-x-auto', className)} role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  )
}
