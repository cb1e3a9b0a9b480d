import { servingWords, type ServiceRow, type ServingKind } from '#modules/services/contract.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { Badge, Status, type Tone } from '#web/ui/Badge.tsx'
import { DateTime } from '#web/ui/values.tsx'

const TONE: Record<ServingKind, Tone> = {
  full: 'good',
  throttled: 'info',
  'walled-garden': 'warn',
  denied: 'bad',
}

/** How a service is served now, in a word; with the reason in a sentence where there is room. */
export function ServingMark({ serving }: { serving: ServiceRow['serving'] }) {
  const t = useText()
  return <Status tone={TONE[serving.kind]}>{t(`services.kinds.${serving.kind}`)}</Status>
}

export function ServingBanner({ serving }: { serving: ServiceRow['serving'] }) {
  const t = useText()
  const language = useLanguage()
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Badge tone={TONE[serving.kind]}>{t(`services.kinds.${serving.kind}`)}</Badge>
      <span className="font-medium">{servingWords(serving.because, language)}</span>
      {serving.until && (
        <span className="text-sm text-soft">
          <DateTime at={serving.until} />
        </span>
      )}
    </div>
  )
}
