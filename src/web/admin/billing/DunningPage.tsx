import { Plus, Trash2 } from 'lucide-react'
import { z } from 'zod'
import {
  changeDunning,
  DUNNING_ACTIONS,
  DUNNING_CHANNELS,
  dunningPolicy,
  previewDunning,
  readDunning,
  type DunningPreview,
} from '#modules/billing/contract.ts'
import { LateFeeCard } from '#web/admin/billing/LateFeeCard.tsx'
import { useStepWords } from '#web/admin/billing/use-step-words.ts'
import { useCall, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { SwitchField } from '#web/ui/form/Check.tsx'
import { MultiSelect } from '#web/ui/form/Combobox.tsx'
import { MoneyField, NumberField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded, toastProblem } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { toast } from '#web/ui/toast.ts'
import { Money } from '#web/ui/values.tsx'

type Policy = z.input<typeof dunningPolicy>
type Step = Policy['steps'][number]

/** What is done about money that is not paid in time, and whom it would reach today. */
export function DunningPage() {
  const t = useText()
  const dunning = useCall(readDunning, {})
  return (
    <Page title={t('billing.dunning.title')} lead={t('billing.dunning.lead')} width="wide">
      <Loaded of={dunning} skeleton={<PageSkeleton />}>
        {({ version, policy, today }) => (
          <Editor version={version} policy={z.encode(dunningPolicy, policy)} today={today} />
        )}
      </Loaded>
    </Page>
  )
}

function Editor({
  version,
  policy,
  today,
}: {
  version: number
  policy: Policy
  today: DunningPreview
}) {
  const t = useText()
  const form = useContractForm(changeDunning, {
    defaults: { version, policy },
    refresh: ['billing'],
    onDone: () => {
      toast.good(t('billing.dunning.changed'))
    },
  })
  const preview = useMutate(previewDunning)
  const mayNot = useMayNot()
  const drafted = form.values.policy
  const setSteps = (steps: Step[]) => form.field('policy').onChange({ ...drafted, steps })
  const shown = form.isDirty ? preview.data : today
  return (
    <div className="grid items-start gap-6 xl:grid-cols-[3fr_2fr]">
      <Form form={form} submit={t('billing.dunning.save')} permission={changeDunning} wide>
        <Card title={t('billing.dunning.steps')} hint={t('billing.dunning.stepsHint')}>
          <ol className="grid divide-y">
            {drafted.steps.map((step, place) => (
              <StepFields
                // Steps have no name but their place.
                key={place}
                step={step}
                onChange={(to) => setSteps(drafted.steps.with(place, to))}
                onRemove={() => setSteps(drafted.steps.toSpliced(place, 1))}
              />
            ))}
          </ol>
          <Button
            icon={<Plus />}
            onClick={() => {
              const last = drafted.steps.at(-1)
              const next = { day: (last?.day ?? 0) + 1, action: last?.action ?? 'remind' } as const
              setSteps([...drafted.steps, { ...next, channels: ['sms'] }])
            }}
          >
            {t('billing.dunning.addStep')}
          </Button>
        </Card>
        <Bounds form={form} />
        <LateFeeCard
          lateFee={drafted.lateFee ?? null}
          issueAt={(field) => form.issueAt(`policy.lateFee.${field}`)}
          onChange={(lateFee) => form.set({ policy: { ...drafted, lateFee } })}
        />
      </Form>
      <Card
        title={t('billing.dunning.today')}
        hint={t(form.isDirty ? 'billing.dunning.draftHint' : 'billing.dunning.todayHint')}
        footer={
          form.isDirty && (
            <Button
              disabledBecause={mayNot(previewDunning)}
              onClick={() => {
                preview.mutateAsync(drafted).catch((error: unknown) => toastProblem(error, t))
              }}
            >
              {t('billing.dunning.preview')}
            </Button>
          )
        }
      >
        {shown && <Today preview={shown} steps={drafted.steps} />}
      </Card>
    </div>
  )
}

type PolicyForm = ReturnType<typeof useContractForm<typeof changeDunning>>

/** Whom dunning leaves alone, and when. */
function Bounds({ form }: { form: PolicyForm }) {
  const t = useText()
  const drafted = form.values.policy
  return (
    <Card title={t('billing.dunning.bounds')}>
      <div className="grid gap-4 sm:grid-cols-2">
        <MoneyField
          label={t('billing.dunning.minimum')}
          {...form.field('policy.minimum')}
          value={drafted.minimum}
          onChange={(typed) =>
            form
              .field('policy')
              .onChange({ ...drafted, minimum: typed ?? { cents: '0', currency: 'KES' } })
          }
        />
        <NumberField
          label={t('billing.dunning.promiseDaysMax')}
          unit={t('billing.dunning.days')}
          value={drafted.promiseDaysMax}
          onChange={(days) =>
            form.field('policy').onChange({ ...drafted, promiseDaysMax: days ?? Number.NaN })
          }
        />
        <TextField label={t('billing.dunning.from')} {...form.field('policy.from')} />
        <TextField label={t('billing.dunning.to')} {...form.field('policy.to')} />
      </div>
      <div className="mt-4">
        <SwitchField
          label={t('billing.dunning.suspendedBills')}
          checked={drafted.suspendedBills}
          onChange={(suspendedBills) => form.set({ policy: { ...drafted, suspendedBills } })}
        />
      </div>
    </Card>
  )
}

function StepFields({
  step,
  onChange,
  onRemove,
}: {
  step: Step
  onChange: (to: Step) => void
  onRemove: () => void
}) {
  const t = useText()
  return (
    <li className="grid items-start gap-3 py-4 first:pt-0 sm:grid-cols-[7rem_1fr_1fr_auto]">
      <NumberField
        label={t('billing.dunning.day')}
        value={step.day}
        onChange={(day) => onChange({ ...step, day: day ?? Number.NaN })}
      />
      <SelectField
        label={t('billing.dunning.action')}
        options={DUNNING_ACTIONS.map((action) => ({
          value: action,
          label: t(`billing.dunning.actions.${action}`),
        }))}
        value={step.action}
        onChange={(action) => onChange({ ...step, action })}
      />
      <MultiSelect
        label={t('billing.dunning.channels')}
        options={DUNNING_CHANNELS.map((channel) => ({
          value: channel,
          label: t(`billing.dunning.channel.${channel}`),
        }))}
        value={step.channels}
        onChange={(chosen) =>
          onChange({ ...step, channels: DUNNING_CHANNELS.filter((one) => chosen.includes(one)) })
        }
      />
      <IconButton label={t('billing.dunning.removeStep')} onClick={onRemove} className="sm:mt-7">
        <Trash2 />
      </IconButton>
    </li>
  )
}

/** How many stand at each step, and how much money that is. */
function Today({ preview, steps }: { preview: DunningPreview; steps: readonly Step[] }) {
  const t = useText()
  const wordsOf = useStepWords()
  if (preview.subscribers === 0) return <p className="text-soft">{t('billing.dunning.nobody')}</p>
  const rows = preview.steps.filter(({ subscribers }) => subscribers > 0)
  return (
    <ul className="divide-y">
      {rows.map(({ step, subscribers, open }) => {
        const of = step === null ? undefined : steps[step]
        return (
          <li key={step ?? -1} className="flex justify-between gap-4 py-2">
            <span>{of ? wordsOf(of) : t('billing.dunning.noStep')}</span>
            <span className="tnum text-right whitespace-nowrap">
              {subscribers} · <Money of={open} />
            </span>
          </li>
        )
      })}
      {preview.promised > 0 && (
        <li className="flex justify-between gap-4 py-2 text-soft">
          <span>{t('billing.dunning.promised')}</span>
          <span className="tnum">{preview.promised}</span>
        </li>
      )}
    </ul>
  )
}
