import { useState } from 'react'
import { call } from '#kernel/client.ts'
import { readPlan } from '#modules/catalog/contract.ts'
import { askChange, type Service } from '#modules/services/contract.ts'
import { formatNumber } from '#modules/subscribers/contract.ts'
import { usePlanOptions } from '#web/admin/services/use-plan-options.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Combobox } from '#web/ui/form/Combobox.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { RadioCards } from '#web/ui/form/RadioCards.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

type Props = { service: Service; onClose: () => void }

export function ChangePlan({ service, onClose }: Props) {
  const t = useText()
  const plans = usePlanOptions()
  const [planId, setPlanId] = useState('')
  const form = useContractForm(askChange, {
    defaults: {
      serviceId: service.id,
      effective: service.paidUntil === null ? 'now' : 'period-end',
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

  async function choose(next: string) {
    setPlanId(next)
    const { onSaleId } = await call(readPlan, { planId: next })
    form.set({ details: { what: 'plan', planVersionId: onSaleId ?? '' } })
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('services.changes.ask', { number: formatNumber(service.number) })}
    >
      <Form
        form={form}
        submit={t('services.changes.plan')}
        permission={askChange}
        onCancel={onClose}
      >
        <Combobox
          label={t('services.changes.newPlan')}
          options={plans.filter((plan) => plan.value !== service.plan.planId)}
          value={planId}
          error={form.issueAt('details')}
          onChange={(next) => void choose(next)}
        />
        <RadioCards
          label={t('services.changes.when')}
          options={[
            {
              value: 'period-end',
              label: t('services.changes.atEnd'),
              hint: t('services.changes.atEndBody'),
            },
            { value: 'now', label: t('services.changes.now'), hint: t('services.changes.nowBody') },
          ]}
          value={form.values.effective === 'now' ? 'now' : 'period-end'}
          onChange={(effective) => form.set({ effective })}
        />
      </Form>
    </Dialog>
  )
}
