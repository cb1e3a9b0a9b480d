import { useState } from 'react'
import { call } from '#kernel/client.ts'
import { quotePlan, type PlanQuote } from '#modules/billing/contract.ts'
import { readPlan } from '#modules/catalog/contract.ts'
import { askChange, type Service } from '#modules/services/contract.ts'
import { formatNumber } from '#modules/subscribers/contract.ts'
import { PlanQuoteCard } from '#web/admin/services/PlanQuoteCard.tsx'
import { usePlanOptions } from '#web/admin/services/use-plan-options.ts'
import { useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { useNow } from '#web/state/clock.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Combobox } from '#web/ui/form/Combobox.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { RadioCards } from '#web/ui/form/RadioCards.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toastProblem } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'

type Props = { service: Service; onClose: () => void }

/** Which plan, and when: with the end of what is paid, or now, at a price that is shown before it counts. */
export function ChangePlan({ service, onClose }: Props) {
  const t = useText()
  const mayNot = useMayNot()
  const plans = usePlanOptions()
  const now = useNow().toString()
  const isPaid = service.paidUntil !== null && service.paidUntil > now && service.pay === 'prepaid'
  const [planId, setPlanId] = useState('')
  const [quote, setQuote] = useState<PlanQuote>()
  const ask = useMutate(quotePlan)
  const form = useContractForm(askChange, {
    defaults: {
      serviceId: service.id,
      effective: isPaid ? 'period-end' : 'now',
      at: null,
      details: { what: 'plan', planVersionId: '' },
    },
    refresh: ['services', 'subscribers'],
    onDone: (saved) => {
      const waits = saved.pending.some((one) => one.details.what === 'plan')
      toast.good(waits ? t('services.changes.asked') : t('services.changes.done'))
      onClose()
    },
  })
  const { details, effective } = form.values
  const planVersionId = details.what === 'plan' ? details.planVersionId : ''
  const needsQuote = isPaid && effective === 'now'

  async function choose(next: string) {
    setPlanId(next)
    setQuote(undefined)
    const { onSaleId } = await call(readPlan, { planId: next })
    form.set({ details: { what: 'plan', planVersionId: onSaleId ?? '' } })
    if (needsQuote && onSaleId) await show(onSaleId)
  }

  async function show(versionId: string) {
    if (mayNot(quotePlan, service.siteId ?? undefined)) return
    try {
      setQuote(await ask.mutateAsync({ serviceId: service.id, planVersionId: versionId }))
    } catch (error) {
      toastProblem(error, t)
    }
  }

  const fields = (
    <>
      <Combobox
        label={t('services.changes.newPlan')}
        options={plans.filter((plan) => plan.value !== service.plan.planId)}
        value={planId}
        error={form.issueAt('details')}
        onChange={(next) => void choose(next)}
      />
      <WhenField
        isPaid={isPaid}
        value={effective === 'now' ? 'now' : 'period-end'}
        onChange={(chosen) => {
          form.set({ effective: chosen })
          setQuote(undefined)
          if (isPaid && chosen === 'now' && planVersionId !== '') void show(planVersionId)
        }}
      />
    </>
  )
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('services.changes.ask', { number: formatNumber(service.number) })}
    >
      {needsQuote ? (
        <div className="grid gap-5">
          {fields}
          {quote ? (
            <PlanQuoteCard quote={quote} siteId={service.siteId} onDone={onClose} />
          ) : (
            <p className="text-sm text-soft">
              {mayNot(quotePlan, service.siteId ?? undefined) || t('billing.quote.choose')}
            </p>
          )}
        </div>
      ) : (
        <Form
          form={form}
          submit={t('services.changes.plan')}
          permission={askChange}
          onCancel={onClose}
        >
          {fields}
        </Form>
      )}
    </Dialog>
  )
}

function WhenField({
  isPaid,
  ...bound
}: {
  isPaid: boolean
  value: 'now' | 'period-end'
  onChange: (value: 'now' | 'period-end') => void
}) {
  const t = useText()
  const now = {
    ...{ value: 'now' as const, label: t('services.changes.now') },
    hint: t('services.changes.nowBody'),
  }
  const atEnd = {
    ...{ value: 'period-end' as const, label: t('services.changes.atEnd') },
    hint: t('services.changes.atEndBody'),
  }
  return (
    <RadioCards
      label={t('services.changes.when')}
      options={isPaid ? [atEnd, now] : [now]}
      {...bound}
    />
  )
}
