import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { formatCount } from '#web/ui/format.ts'
import type { ListView } from '#web/ui/table/use-list.ts'

/** How many there are, and the way to the other pages. A bounded count says "10,000+". */
export function Footer<T>({ list }: { list: ListView<T> }) {
  const t = useText()
  const language = useLanguage()
  if (!list.page) return null
  const { total, totalIsExact } = list.page
  const shown = formatCount(total, language)
  return (
    <div className="flex min-h-11 flex-wrap items-center justify-between gap-2 rounded-b-lg border-t px-4 py-1.5 text-sm text-soft">
      <p className="tnum" role="status">
        {totalIsExact
          ? t('common.table.rows', { count: total, total: shown })
          : t('common.table.atLeast', { total: shown })}
      </p>
      {(list.toNext || list.toPrevious) && (
        <div className="flex items-center gap-1.5">
          <Button
            size="sm"
            icon={<ChevronLeft />}
            onClick={list.toPrevious}
            disabledBecause={!list.toPrevious && t('common.table.isFirst')}
          >
            {list.toPrevious && !list.pagesBefore
              ? t('common.table.firstPage')
              : t('common.previous')}
          </Button>
          <Button
            size="sm"
            onClick={list.toNext}
            disabledBecause={!list.toNext && t('common.table.isLast')}
          >
            {t('common.next')}
            <ChevronRight aria-hidden="true" />
          </Button>
        </div>
      )}
    </div>
  )
}
