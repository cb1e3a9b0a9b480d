import type { ReactNode } from 'react'
import { cn } from '#web/ui/cn.ts'
import { CopyButton } from '#web/ui/Copy.tsx'

export type Fact = {
  label: string
  value: ReactNode
  /** What a button next to it copies. */ copy?: string
}

/** What is known about one thing: name and value, side by side where there is room. */
export function Facts({ facts, columns = 1 }: { facts: readonly Fact[]; columns?: 1 | 2 }) {
  return (
    <dl
      className={cn(
        'grid gap-x-10',
        columns === 2 && 'lg:grid-cols-2 lg:[&>*:nth-last-child(2)]:border-b-0',
      )}
    >
      {facts.map((fact) => (
        <div
          key={fact.label}
          className="grid gap-x-4 border-b py-2.5 last:border-b-0 sm:grid-cols-[minmax(8rem,2fr)_5fr]"
        >
          <dt className="text-soft">{fact.label}</dt>
          <dd className="flex min-w-0 items-start gap-1 break-words">
            <span className="min-w-0">{fact.value}</span>
            {fact.copy && <CopyButton value={fact.copy} className="-my-1" />}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** One pair inside a line of text or a table cell. */
export function KeyValue({ label, children }: { label: string; children: ReactNode }) {
  return (
    <span className="inline-flex items-baseline gap-1.5">
      <span className="text-soft">{label}</span>
      <span className="font-medium">{children}</span>
    </span>
  )
}
