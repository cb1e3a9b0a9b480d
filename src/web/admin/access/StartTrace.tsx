import { useState } from 'react'
import { startTrace } from '#modules/access/contract.ts'
import { ServiceChoice } from '#web/admin/access/ServiceChoice.tsx'
import { useRouterOptions } from '#web/admin/network/use-router-options.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Combobox } from '#web/ui/form/Combobox.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { Segmented } from '#web/ui/Segmented.tsx'
import { toast } from '#web/ui/toast.ts'

const MINUTES = ['5', '10', '30', '60']

type Props = { onClose: () => void; onStarted: (traceId: string) => void }

/** Chooses whose packets are kept, and for how long. */
export function StartTrace({ onClose, onStarted }: Props) {
  const t = useText()
  const routers = useRouterOptions()
  const [of, setOf] = useState<'router' | 'service'>('router')
  const form = useContractForm(startTrace, {
    defaults: { nasId: null, serviceId: null, minutes: 10 },
    onDone: (trace) => {
      toast.good(t('access.traces.started'))
      onStarted(trace.id)
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('access.traces.start')}
      hint={t('access.traces.startHint')}
      size="sm"
    >
      <Form form={form} submit={t('access.traces.start')} onCancel={onClose} guard={false}>
        <Segmented
          label={t('access.traces.of')}
          value={of}
          onChange={(next) => {
            setOf(next)
            form.set({ nasId: null, serviceId: null })
          }}
          options={[
            { value: 'router', label: t('access.traces.ofRouter') },
            { value: 'service', label: t('access.traces.ofService') },
          ]}
        />
        {of === 'router' ? (
          <Combobox
            label={t('access.traces.router')}
            options={routers}
            value={form.values.nasId}
            onChange={(nasId) => form.set({ nasId })}
            error={form.issueAt('nasId')}
          />
        ) : (
          <ServiceChoice
            label={t('access.traces.service')}
            value={form.values.serviceId ?? ''}
            onChange={(serviceId) => form.set({ serviceId })}
          />
        )}
        <SelectField
          label={t('access.traces.minutes')}
          options={MINUTES.map((minutes) => ({ value: minutes, label: minutes }))}
          value={String(form.values.minutes)}
          onChange={(minutes) => form.set({ minutes: Number(minutes) })}
        />
      </Form>
    </Dialog>
  )
}
