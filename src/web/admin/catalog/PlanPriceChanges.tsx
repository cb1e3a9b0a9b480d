import { useState } from 'react'
import {
  announcePriceChange,
  cancelPriceChange,
  listPriceChanges,
  planPriceChange,
  type Plan,
  type PricePreview,
} from '#modules/catalog/contract.ts'
import { readCampaign } from '#modules/billing/contract.ts'
import { countHolders } from '#modules/services/contract.ts'
import { moneyText } from '#web/admin/catalog/words.ts'
import { useCall, useMutate } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useCan, useMayNot } from '#web/session.ts'
import { Status, type Tone } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { DateField } from '#web/ui/form/DateField.tsx'
import { NumberField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { RadioCards } from '#web/ui/form/RadioCards.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { Link } from '#web/ui/Link.tsx'
import { toastProblem } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'
import { Day } from '#web/ui/values.tsx'
import { useToday } from '#web/ui/zone.ts'

const TONES: Record<PricePreview['change']['state'], Tone> = {
  ...{ planned: 'warn', announced: 'good', cancelled: 'neutral' },
}

/** When those who hold an older version move to the one on sale, and what they will pay. */
export function PlanPriceChanges({ plan }: { plan: Plan }) {
  const t = useText()
  const mayNot = useMayNot()
  const { data } = useCall(listPriceChanges, { planId: plan.id })
  const [planning, setPlanning] = useState(false)
  const latest = plan.versions.find(({ state }) => state === 'published')
  const older = plan.versions.filter(
    ({ state, number }) => state !== 'draft' && number < (latest?.number ?? 0),
  )
  const because =
    mayNot(planPriceChange) || (older.length === 0 && t('catalog.change.nothingOlder'))
  return (
    <Card
      title={t('catalog.change.title')}
      hint={t('catalog.change.hint')}
      actions={
        <Button size="sm" onClick={() => setPlanning(true)} disabledBecause={because}>
          {t('catalog.change.plan')}
        </Button>
      }
    >
      <div className="grid gap-4">
        {data?.changes.length === 0 && <p className="text-soft">{t('catalog.change.none')}</p>}
        {data?.changes.map((preview) => (
          <OneChange key={preview.change.id} preview={preview} />
        ))}
      </div>
      {planning && latest && (
        <PlanChange plan={plan} toVersionId={latest.id} onClose={() => setPlanning(false)} />
      )}
    </Card>
  )
}

function OneChange({ preview: { change, versions } }: { preview: PricePreview }) {
  const t = useText()
  const language = useLanguage()
  const can = useCan()
  const mayNot = useMayNot()
  const announce = useMutate(announcePriceChange)
  const cancel = useMutate(cancelPriceChange)
  const told = { onError: (error: unknown) => toastProblem(error, t) }
  const input = { priceChangeId: change.id, version: change.version }
  return (
    <section className="grid gap-2 rounded-lg border p-3">
      <div className="flex flex-wrap items-center gap-2">
        <Status tone={TONES[change.state]}>{t(`catalog.change.state.${change.state}`)}</Status>
        <span className="text-sm">
          {t('catalog.change.to', { number: change.toNumber })} · <Day on={change.effectiveOn} />
        </span>
      </div>
      <p className="text-sm text-soft">{change.reason}</p>
      <ul className="grid gap-1 text-sm">
        {versions.map((one) => (
          <li key={one.planVersionId} className="flex flex-wrap justify-between gap-2">
            <span>
              {t('catalog.plan.versionNumber', { number: one.number })}
              <HolderCount planVersionId={one.planVersionId} />
            </span>
            <span className="tnum">
              {moneyText(one.before, language)} → {moneyText(one.after, language)}
            </span>
            <span className="text-soft">
              {one.movesFrom === null ? (
                t('catalog.change.stays')
              ) : (
                <>
                  {t('catalog.change.movesFrom')} <Day on={one.movesFrom} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      {can(readCampaign) && (
        <Link className="text-sm" to={paths.priceChange(change.id)}>
          {t('catalog.change.payers')}
        </Link>
      )}
      {change.state !== 'cancelled' && (
        <div className="flex flex-wrap gap-2">
          {change.state === 'planned' && (
            <Button
              size="sm"
              look="primary"
              busy={announce.isPending}
              disabledBecause={mayNot(announcePriceChange)}
              onClick={() => announce.mutate(input, told)}
            >
              {t('catalog.change.announce')}
            </Button>
          )}
          <Button
            size="sm"
            busy={cancel.isPending}
            disabledBecause={mayNot(cancelPriceChange)}
            onClick={() => cancel.mutate(input, told)}
          >
            {t('catalog.change.cancel')}
          </Button>
        </div>
      )}
    </section>
  )
}

/** Whom it reaches, for those who may see them. */
function HolderCount({ planVersionId }: { planVersionId: string }) {
  const t = useText()
  const can = useCan()
  const { data } = useCall(countHolders, { planVersionId }, { enabled: can(countHolders) })
  const held = data?.holders[0]
  if (!held) return null
  return (
    <>
      {' '}
      <Link to={`${paths.services()}?planVersionId=${planVersionId}`}>
        {t('catalog.change.holders', { services: held.services, subscribers: held.subscribers })}
      </Link>
    </>
  )
}

function PlanChange({
  plan,
  toVersionId,
  onClose,
}: {
  plan: Plan
  toVersionId: string
  onClose: () => void
}) {
  const t = useText()
  const today = useToday()
  const form = useContractForm(planPriceChange, {
    defaults: {
      ...{ planId: plan.id, toVersionId, kind: 'next-renewal', reason: '', noticeDays: 30 },
      effectiveOn: today.add({ days: 30 }).toString(),
    },
    onDone: () => {
      toast.good(t('catalog.change.planned'))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('catalog.change.plan')}>
      <Form form={form} submit={t('catalog.change.plan')} onCancel={onClose}>
        <RadioCards
          label={t('catalog.change.who')}
          options={(['next-renewal', 'grandfather'] as const).map((value) => ({
            ...{ value, label: t(`catalog.rise.${value}`), hint: t(`catalog.riseHint.${value}`) },
          }))}
          {...form.field('kind')}
        />
        <div className="grid gap-5 sm:grid-cols-2">
          <DateField label={t('catalog.change.effectiveOn')} {...form.field('effectiveOn')} />
          <NumberField
            label={t('catalog.plan.noticeDays')}
            {...form.field('noticeDays')}
            onChange={(days) => form.field('noticeDays').onChange(days ?? Number.NaN)}
          />
        </div>
        <TextField label={t('catalog.change.reason')} {...form.field('reason')} />
      </Form>
    </Dialog>
  )
}
