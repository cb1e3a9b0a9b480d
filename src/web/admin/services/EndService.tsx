import { useState } from 'react'
import { readServiceLeaving } from '#modules/billing/contract.ts'
import { askChange, END_REASONS, type EndReason, type Service } from '#modules/services/contract.ts'
import { formatNumber } from '#modules/subscribers/contract.ts'
import { LeavingNote } from '#web/admin/services/LeavingNote.tsx'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useCan } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { RadioCards } from '#web/ui/form/RadioCards.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { useNow } from '#web/state/clock.ts'
import { toast } from '#web/ui/toast.ts'

type Props = { service: Service; onClose: () => void }

/** Says what will happen before it does: now, or with the end of what is paid. */
export function EndService({ service, onClose }: Props) {
  const t = useText()
  const now = useNow().toString()
  const isPaid = service.periods.some((period) => period.paid && period.to > now)
  const [because, setBecause] = useState<EndReason>('asked')
  const can = useCan()
  const { data: leaving } = useCall(
    readServiceLeaving,
    { serviceId: service.id, because },
    { enabled: can(readServiceLeaving, service.siteId ?? undefined) },
  )
  const form = useContractForm(askChange, {
    defaults: {
      serviceId: service.id,
      effective: 'now',
      at: null,
      details: { what: 'cancellation', because: 'asked' },
    },
    refresh: ['services', 'subscribers', 'billing'],
    onDone: (left) => {
      toast.good(left.status === 'ended' ? t('services.end.done') : t('services.end.later'))
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('services.end.title', { number: formatNumber(service.number) })}
    >
      <Form
        form={form}
        submit={t('services.end.do')}
        permission={askChange}
        danger
        evenUnchanged
        onCancel={onClose}
      >
        <SelectField
          label={t('services.end.because')}
          options={END_REASONS.map((value) => ({
            value,
            label: t(`services.end.reasons.${value}`),
          }))}
          value={because}
          onChange={(chosen) => {
            setBecause(chosen)
            form.set({ details: { what: 'cancellation', because: chosen } })
          }}
        />
        <RadioCards
          label={t('services.end.when')}
          options={[
            { value: 'now', label: t('services.end.now'), hint: t('services.end.body') },
            ...(isPaid ? [{ value: 'period-end' as const, label: t('services.end.atEnd') }] : []),
          ]}
          value={form.values.effective === 'period-end' ? 'period-end' : 'now'}
          onChange={(effective) => form.set({ effective })}
        />
        {leaving && (
          <LeavingNote
            leaving={leaving.leaving}
            {...(form.values.effective === 'now' && { givenBack: leaving.givenBack })}
          />
        )}
      </Form>
    </Dialog>
  )
}
