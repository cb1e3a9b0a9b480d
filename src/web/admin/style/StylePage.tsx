import { useEffect } from 'react'
import { LanguageMenu, ThemeMenu } from '#web/admin/shell/TopBar.tsx'
import { Buttons, Colours, Marks, Messages, Type, Waiting } from '#web/admin/style/Basics.tsx'
import { Fields, SampleForm } from '#web/admin/style/Fields.tsx'
import { Overlays, Switching } from '#web/admin/style/Overlays.tsx'
import { Charts, Reading, SampleMap, Steps, Values } from '#web/admin/style/Reading.tsx'
import { SampleTable } from '#web/admin/style/SampleTable.tsx'
import { useText } from '#web/i18n/index.ts'
import { Mark } from '#web/ui/Mark.tsx'

const SECTIONS = [
  'colour',
  'type',
  'buttons',
  'marks',
  'messages',
  'loading',
  'overlays',
  'switching',
  'fields',
  'form',
  'table',
  'values',
  'reading',
  'charts',
  'map',
  'steps',
] as const

/** The living style page: what is here is the kit, and the axe test looks at all of it. */
export function StylePage() {
  const t = useText()
  useEffect(() => {
    document.title = `${t('style.title')} · Kasi`
  }, [t])
  return (
    <>
      <header className="sticky top-0 z-30 flex h-14 items-center gap-3 border-b bg-paper px-4 sm:px-8">
        <Mark />
        <p className="flex-1 font-semibold">{t('shell.product')}</p>
        <LanguageMenu />
        <ThemeMenu />
      </header>
      <div className="mx-auto grid max-w-[88rem] gap-10 px-4 py-8 sm:px-8 xl:grid-cols-[11rem_minmax(0,1fr)]">
        <nav aria-label={t('style.sections')} className="hidden xl:block">
          <ul className="sticky top-22 grid gap-px text-sm">
            {SECTIONS.map((id) => (
              <li key={id}>
                <a
                  href={`#${id}`}
                  className="block rounded-md px-2 py-1 text-soft hover:bg-hover hover:text-ink"
                >
                  {t(`style.${id}`)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <main className="min-w-0">
          <h1 className="text-3xl font-semibold tracking-[-0.024em]">{t('style.title')}</h1>
          <p className="mt-1 mb-8 max-w-[60ch] text-lg text-soft">{t('style.lead')}</p>
          <Colours />
          <Type />
          <Buttons />
          <Marks />
          <Messages />
          <Waiting />
          <Overlays />
          <Switching />
          <Fields />
          <SampleForm />
          <SampleTable />
          <Values />
          <Reading />
          <Charts />
          <SampleMap />
          <Steps />
        </main>
      </div>
    </>
  )
}
