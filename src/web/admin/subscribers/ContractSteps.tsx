import { Plus, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { PercentField } from '#web/admin/catalog/PercentField.tsx'
import type { TermsProps } from '#web/admin/subscribers/ContractTermsFields.tsx'
import { useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { NumberField } from '#web/ui/form/fields.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'

/** The price grows with the months. */
export function RampFields({ terms, issueAt, onChange }: TermsProps) {
  const t = useText()
  const { ramp } = terms
  const put = (next: typeof ramp) => onChange({ ...terms, ramp: next })
  return (
    <Steps
      title={t('subscribers.contracts.ramp')}
      hint={t('subscribers.contracts.rampHint')}
      error={issueAt('ramp')}
      add={t('subscribers.contracts.addStep')}
      onAdd={() => {
        const last = ramp.at(-1)
        put([...ramp, { fromMonth: last ? last.fromMonth + 3 : 1, share_bp: last ? 10_000 : 5000 }])
      }}
    >
      {ramp.map((step, place) => (
        <Step key={place} onRemove={() => put(ramp.toSpliced(place, 1))}>
          <NumberField
            label={t('subscribers.contracts.fromMonth')}
            error={issueAt(`ramp.${place}.fromMonth`)}
            value={step.fromMonth}
            onChange={(value) => put(ramp.with(place, { ...step, fromMonth: value ?? Number.NaN }))}
          />
          <PercentField
            label={t('subscribers.contracts.shareOfPrice')}
            error={issueAt(`ramp.${place}.share_bp`)}
            value={step.share_bp}
            onChange={(share_bp) => put(ramp.with(place, { ...step, share_bp }))}
          />
        </Step>
      ))}
    </Steps>
  )
}

/** Cheaper with more lines. */
export function BulkFields({ terms, issueAt, onChange }: TermsProps) {
  const t = useText()
  const { bulk } = terms
  const steps = bulk?.steps ?? []
  const mode = bulk?.mode ?? 'volume'
  const put = (next: typeof steps) =>
    onChange({ ...terms, bulk: next.length === 0 ? null : { mode, steps: next } })
  return (
    <Steps
      title={t('subscribers.contracts.bulk')}
      hint={t('subscribers.contracts.bulkHint')}
      error={issueAt('bulk')}
      add={t('subscribers.contracts.addStep')}
      onAdd={() => {
        const last = steps.at(-1)
        put([
          ...steps,
          { fromLines: last ? last.fromLines * 2 : 5, discount_bp: last ? 1500 : 1000 },
        ])
      }}
    >
      {bulk && (
        <SelectField
          label={t('subscribers.contracts.bulkMode')}
          options={(['volume', 'graduated'] as const).map((value) => ({
            value,
            label: t(`subscribers.contracts.bulkModes.${value}`),
          }))}
          value={mode}
          onChange={(chosen) => onChange({ ...terms, bulk: { mode: chosen, steps } })}
        />
      )}
      {steps.map((step, place) => (
        <Step key={place} onRemove={() => put(steps.toSpliced(place, 1))}>
          <NumberField
            label={t('subscribers.contracts.fromLines')}
            error={issueAt(`bulk.steps.${place}.fromLines`)}
            value={step.fromLines}
            onChange={(value) =>
              put(steps.with(place, { ...step, fromLines: value ?? Number.NaN }))
            }
          />
          <PercentField
            label={t('subscribers.contracts.discount')}
            error={issueAt(`bulk.steps.${place}.discount_bp`)}
            value={step.discount_bp}
            onChange={(discount_bp) => put(steps.with(place, { ...step, discount_bp }))}
          />
        </Step>
      ))}
    </Steps>
  )
}

type StepsProps = {
  title: string
  hint: string
  error: string | undefined
  add: string
  onAdd: () => void
  children: ReactNode
}

/** A few steps of one kind, each on its line. */
export function Steps({ title, hint, error, add, onAdd, children }: StepsProps) {
  return (
    <fieldset className="grid gap-3 rounded-lg border p-4">
      <legend className="px-1 font-medium">{title}</legend>
      <p className="text-sm text-soft">{hint}</p>
      {children}
      {error && (
        <p role="alert" className="text-sm text-bad-text">
          {error}
        </p>
      )}
      <Button size="sm" className="justify-self-start" icon={<Plus />} onClick={onAdd}>
        {add}
      </Button>
    </fieldset>
  )
}

export function Step({ onRemove, children }: { onRemove: () => void; children: ReactNode }) {
  const t = useText()
  return (
    <div className="grid grid-cols-[1fr_1fr_auto] items-end gap-3">
      {children}
      <IconButton label={t('subscribers.contracts.removeStep')} onClick={onRemove}>
        <X />
      </IconButton>
    </div>
  )
}
