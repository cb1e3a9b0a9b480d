import { cn } from '#web/ui/cn.ts'

/** The Kasi mark: a K leaning into its run. *Kasi* is Swahili for speed. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={cn('size-7 shrink-0', className)}>
      <rect width="32" height="32" rx="8" fill="var(--accent)" />
      <path fill="#fff" d="M9.6 7h4.2l-3.4 18H6.2z" />
      <path fill="#fff" d="M21.4 7h5.2l-8.1 8.6 4.9 9.4h-4.9l-4.9-9.3z" />
    </svg>
  )
}
