import { PartyPopper } from 'lucide-react'
import { useState } from 'react'
import {
  readSetup,
  skipSetupStep,
  type Setup,
  type SetupStep,
} from '#modules/organization/contract.ts'
import { StepBody } from '#web/admin/first-steps/StepBody.tsx'
import { useCall, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Button } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ButtonLink } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded, toastProblem } from '#web/ui/Problem.tsx'
import { Stepper } from '#web/ui/Stepper.tsx'

/** The set-up wizard: an empty Kasi becomes this ISP's own, one small step after the other. */
export function FirstStepsPage() {
  const t = useText()
  const setup = useCall(readSetup, {})
  return (
    <Page title={t('organization.steps.title')} lead={t('organization.steps.lead')}>
      <Loaded of={setup}>{(loaded) => <Wizard setup={loaded} />}</Loaded>
    </Page>
  )
}

function Wizard({ setup: { steps } }: { setup: Setup }) {
  const t = useText()
  const skip = useMutate(skipSetupStep)
  const [chosen, setChosen] = useState<SetupStep>()
  const firstOpen = steps.find((each) => each.state === 'open')?.step
  const here = chosen ?? firstOpen
  const rail = steps.map(({ step, state }) => ({
    id: step,
    label: t(`organization.steps.${step}`),
    state,
  }))

  if (here === undefined)
    return (
      <EmptyState
        icon={PartyPopper}
        title={t('organization.steps.finishedTitle')}
        action={
          <ButtonLink to={paths.home()} look="primary">
            {t('organization.steps.goHome')}
          </ButtonLink>
        }
      >
        {t('organization.steps.finishedBody')}
      </EmptyState>
    )

  async function leave(step: SetupStep) {
    try {
      await skip.mutateAsync({ step })
      setChosen(undefined)
    } catch (error) {
      toastProblem(error, t)
    }
  }

  return (
    <div className="grid gap-8">
      <Stepper
        label={t('organization.steps.title')}
        steps={rail}
        current={here}
        onGo={(id) => setChosen(steps.find((each) => each.step === id)?.step)}
      />
      <section aria-labelledby="step-title" className="grid gap-5">
        <div className="flex flex-wrap items-start justify-between gap-3">
          <div>
            <h2 id="step-title" className="text-xl font-semibold tracking-[-0.015em]">
              {t(`organization.steps.${here}`)}
            </h2>
            <p className="text-soft">{t(`organization.steps.${here}Hint`)}</p>
          </div>
          <Button look="quiet" busy={skip.isPending} onClick={() => void leave(here)}>
            {t('organization.steps.skip')}
          </Button>
        </div>
        <StepBody key={here} step={here} onDone={() => setChosen(undefined)} />
      </section>
    </div>
  )
}
