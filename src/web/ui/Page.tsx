import { ChevronRight } from 'lucide-react'
import { useEffect, type ReactNode } from 'react'
import { useText } from '#web/i18n/index.ts'
import { cn } from '#web/ui/cn.ts'
import { Anchor } from '#web/ui/Link.tsx'

export type Crumb = { label: string; to: string }

type Props = {
  title: string
  /** Next to the title: a badge for its state. */
  mark?: ReactNode
  lead?: ReactNode
  crumbs?: readonly Crumb[]
  actions?: ReactNode
  /** Tabs under the title. */
  tabs?: ReactNode
  /** `narrow` for forms and text, `wide` for tables and maps. */
  width?: 'narrow' | 'normal' | 'wide'
  children: ReactNode
}

const WIDTHS = { narrow: 'max-w-3xl', normal: 'max-w-6xl', wide: 'max-w-[110rem]' }

/** Every page inside the shell: where one is, what this is, what one can do, and then the thing itself. */
export function Page({
  title,
  mark,
  lead,
  crumbs = [],
  actions,
  tabs,
  width = 'normal',
  children,
}: Props) {
  const t = useText()
  useEffect(() => {
    document.title = `${title} · Kasi`
  }, [title])
  return (
    <div className={cn('mx-auto w-full px-4 pt-5 pb-16 sm:px-6 lg:px-8 lg:pt-7', WIDTHS[width])}>
      <header className={tabs ? 'mb-5 border-b' : 'mb-5'}>
        {crumbs.length > 0 && (
          <nav aria-label={t('shell.breadcrumbs')} className="mb-1.5 -ml-1.5">
            <ol className="flex flex-wrap items-center text-sm text-soft">
              {crumbs.map((crumb) => (
                <li key={crumb.to} className="flex items-center">
                  <Anchor
                    to={crumb.to}
                    className="rounded px-1.5 py-0.5 hover:bg-hover hover:text-ink"
                  >
                    {crumb.label}
                  </Anchor>
                  <ChevronRight aria-hidden="true" className="size-3.5 text-faint" />
                </li>
              ))}
            </ol>
          </nav>
        )}
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
          <div className="min-w-0">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <h1 className="text-2xl font-semibold tracking-[-0.022em] break-words">{title}</h1>
              {mark}
            </div>
            {lead && <p className="mt-1 max-w-[75ch] text-soft">{lead}</p>}
          </div>
          {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </div>
        {tabs && <div className="mt-3 -mb-px">{tabs}</div>}
      </header>
      {children}
    </div>
  )
}
