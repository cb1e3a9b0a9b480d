import { Languages } from 'lucide-react'
import { useEffect, type ReactNode } from 'react'
import { LANGUAGES, setLanguage, useLanguage, useText } from '#web/i18n/index.ts'
import { useBrand } from '#web/session.ts'
import { Mark } from '#web/ui/Mark.tsx'

type Props = { title: string; lead?: ReactNode; children: ReactNode; footer?: ReactNode }

const NAMES = { en: 'English', sw: 'Kiswahili' } as const

/** The frame of everything before one is inside: the ISP's own face, one thing to do, nothing else. */
export function Gate({ title, lead, children, footer }: Props) {
  const t = useText()
  const brand = useBrand()
  useEffect(() => {
    document.title = `${title} · ${brand?.name ?? 'Kasi'}`
  }, [title, brand?.name])
  return (
    <div className="grid min-h-dvh grid-rows-[1fr_auto] bg-paper">
      <main className="mx-auto grid w-full max-w-md content-center px-4 py-10">
        <div className="mb-6 flex items-center gap-3">
          {brand?.logoUrl ? (
            <img src={brand.logoUrl} alt="" className="max-h-10 max-w-40 object-contain" />
          ) : (
            <Mark className="size-9" />
          )}
          <p className="min-w-0 truncate text-lg font-semibold tracking-[-0.01em]">
            {brand?.name ?? t('shell.product')}
          </p>
        </div>
        <section
          aria-labelledby="gate-title"
          className="rounded-xl border bg-surface p-6 shadow-sm sm:p-8"
        >
          <h1 id="gate-title" className="text-2xl font-semibold tracking-[-0.022em]">
            {title}
          </h1>
          {lead && <p className="mt-1.5 text-soft">{lead}</p>}
          <div className="mt-6">{children}</div>
        </section>
        {footer && <div className="mt-5 text-center text-soft">{footer}</div>}
      </main>
      <footer className="flex flex-wrap items-center justify-center gap-x-5 gap-y-1 px-4 pb-6 text-sm text-soft">
        <span>{t('signIn.runsOn')}</span>
        <LanguageChoice />
      </footer>
    </div>
  )
}

function LanguageChoice() {
  const t = useText()
  const shown = useLanguage()
  return (
    <span role="group" aria-label={t('signIn.language')} className="flex items-center gap-1">
      <Languages aria-hidden="true" className="mr-1 size-4" />
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={language === shown}
          onClick={() => void setLanguage(language)}
          className="min-h-6 rounded px-1.5 py-0.5 hover:bg-hover hover:text-ink aria-pressed:font-semibold aria-pressed:text-ink"
        >
          {NAMES[language]}
        </button>
      ))}
    </span>
  )
}
