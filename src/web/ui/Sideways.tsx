import { useLayoutEffect, useRef, type ReactNode } from 'react'
import { cn } from '#web/ui/cn.ts'

/**
 * What may be wider than the screen, a table mostly: it scrolls by itself, also by keyboard (WCAG 2.1.1), and holds what only screen readers
 * see, which would make the page wide otherwise.
 */
export function Sideways({
  label,
  className,
  startsAt = 'left',
  children,
}: {
  label: string | undefined
  className?: string
  /** Where it stands at first: months are read from the latest, which is on the right. */
  startsAt?: 'left' | 'right'
  children: ReactNode
}) {
  const ref = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (startsAt === 'right' && ref.current) ref.current.scrollLeft = ref.current.scrollWidth
  }, [startsAt])
  return (
    <div
      ref={ref}
      className={cn('relative overflow-x-auto', className)}
      role="region"
      aria-label={label}
      tabIndex={0}
    >
      {children}
    </div>
  )
}
