import { ArrowRight } from 'lucide-react'
import { readSetup } from '#modules/organization/contract.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { ButtonLink } from '#web/ui/Link.tsx'
import { Progress } from '#web/ui/Progress.tsx'

/** Leads an ISP that is just beginning through its first steps; gone once they are done. */
export function FirstStepsCard() {
  const t = useText()
  const setup = useCall(readSetup, {}).data
  if (!setup || setup.finished) return null
  const done = setup.steps.filter((step) => step.state !== 'open').length
  const next = setup.steps.find((step) => step.state === 'open')
  const progress = t('organization.steps.progress', { done, all: setup.steps.length })
  return (
    <section
      aria-label={t('organization.steps.title')}
      className="flex flex-wrap items-center gap-x-8 gap-y-4 rounded-lg border border-accent-text/25 bg-accent-wash px-5 py-4"
    >
      <div className="min-w-0 flex-1 basis-72">
        <h2 className="text-lg font-semibold tracking-[-0.01em]">
          {t('organization.steps.title')}
        </h2>
        <p className="text-soft">
          {next
            ? t('home.nextStep', { step: t(`organization.steps.${next.step}`) })
            : t('organization.steps.lead')}
        </p>
      </div>
      <div className="w-full max-w-60">
        <Progress value={done} max={setup.steps.length} label={progress} />
        <p className="mt-1 text-sm text-soft">{progress}</p>
      </div>
      <ButtonLink to={paths.firstSteps()} look="primary">
        {t('home.goOn')}
        <ArrowRight aria-hidden="true" />
      </ButtonLink>
    </section>
  )
}
