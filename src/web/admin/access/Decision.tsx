import type { Explanation } from '#modules/access/contract.ts'
import { useReason } from '#web/admin/access/use-reason.ts'
import { useText } from '#web/i18n/index.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { DateTime, Rate } from '#web/ui/values.tsx'

const TONES = {
  full: 'good',
  throttled: 'info',
  'walled-garden': 'warn',
  denied: 'bad',
  rejected: 'bad',
} as const satisfies Record<Explanation['decision']['kind'], string>

/** What would become of a service that dialled now, in one sentence. */
export function Decision({ of: decision }: { of: Explanation['decision'] }) {
  const t = useText()
  const reason = useReason()
  return (
    <Banner tone={TONES[decision.kind]} title={t(`access.why.gets.${decision.kind}`)}>
      {reason(decision.because)}
      {decision.until !== null && (
        <>
          {' '}
          ({t('access.why.until')} <DateTime at={decision.until} />)
        </>
      )}
    </Banner>
  )
}

/** The plan’s speed first, then each thing that changed it. */
export function SpeedSteps({ of: speed }: { of: Explanation['speed'] }) {
  const t = useText()
  if (speed.steps.length === 0) return <p className="text-soft">{t('access.why.noSpeed')}</p>
  return (
    <div className="grid gap-3">
      <ol className="divide-y">
        {speed.steps.map((step, place) => (
          <li key={step.because} className="flex flex-wrap justify-between gap-x-4 py-2">
            <span>
              {step.because === 'fair-use'
                ? t('access.why.stepOf.fair-use', { stage: (step.stage ?? 0) + 1 })
                : t(`access.why.stepOf.${step.because}`)}
            </span>
            <span className={place === speed.steps.length - 1 ? 'font-semibold' : 'text-soft'}>
              <Rate of={step.rate} />
            </span>
          </li>
        ))}
      </ol>
      {speed.until !== null && (
        <p className="text-sm text-soft">
          {t('access.why.nextChange')} <DateTime at={speed.until} />
        </p>
      )}
    </div>
  )
}
