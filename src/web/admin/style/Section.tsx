import type { ReactNode } from 'react'

/** One chapter of the style page, with an address of its own. */
export function Section({
  id,
  title,
  children,
}: {
  id: string
  title: string
  children: ReactNode
}) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className="scroll-mt-20 border-t py-8 first:border-t-0 first:pt-0"
    >
      <h2 id={`${id}-title`} className="mb-4 text-xl font-semibold tracking-[-0.018em]">
        {title}
      </h2>
      {children}
    </section>
  )
}

export function Row({ children }: { children: ReactNode }) {
  return <div className="mb-3 flex flex-wrap items-center gap-3 last:mb-0">{children}</div>
}
