import { Download, Printer } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { readBrand } from '#modules/organization/contract.ts'
import type { Sheet } from '#kernel/sheet.ts'
import { useCall } from '#web/api.ts'
import { useLanguage, useText, type Language } from '#web/i18n/index.ts'
import { Button, buttonLook } from '#web/ui/Button.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { Segmented } from '#web/ui/Segmented.tsx'
import { SheetView } from '#web/ui/SheetView.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'

const LANGUAGES = [
  { value: 'en', label: 'English' },
  { value: 'sw', label: 'Kiswahili' },
] as const satisfies readonly { value: Language; label: string }[]

/** Which language a document is read in: that of the person looking at it, until they choose. */
export function useSheetLanguage() {
  const mine = useLanguage()
  const [chosen, choose] = useState<Language>()
  return { language: chosen ?? mine, choose }
}

/** A sheet with what one does to it: another language, its PDF, print. */
export function SheetDesk({
  of,
  pdf,
  language,
  onLanguage,
  more,
}: {
  of: Parameters<typeof Loaded<Sheet>>[0]['of']
  /** Where its file is. */
  pdf: string
  language: Language
  onLanguage: (language: Language) => void
  more?: ReactNode
}) {
  const t = useText()
  const brand = useCall(readBrand, {})
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-center gap-2 print:hidden">
        <Segmented
          label={t('documents.language')}
          value={language}
          onChange={onLanguage}
          options={LANGUAGES}
        />
        <span className="flex-1" />
        {more}
        <Button icon={<Printer />} onClick={() => window.print()}>
          {t('documents.print')}
        </Button>
        <a className={buttonLook({ look: 'primary' })} href={pdf} download>
          <Download aria-hidden="true" />
          {t('documents.pdf')}
        </a>
      </div>
      <Loaded of={of} skeleton={<PageSkeleton />}>
        {(sheet) => <SheetView sheet={sheet} logoUrl={brand.data?.logoUrl ?? null} />}
      </Loaded>
    </div>
  )
}
