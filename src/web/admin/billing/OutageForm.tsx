import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import { noteOutage } from '#modules/billing/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { DateField } from '#web/ui/form/DateField.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'
import { useToday, useZone } from '#web/ui/zone.ts'

/** When a service was down, by the clock of the ISP. */
export function OutageForm({ serviceId, onClose }: { serviceId: string; onClose: () => void }) {
  const t = useText()
  const today = useToday().toString()
  const zone = useZone()
  const [id] = useState(randomId)
  const [when, setWhen] = useState({ day: today, from: '08:00', lastDay: today, to: '09:00' })
  const moment = (day: string, time: string) => {
    try {
      return Temporal.PlainDateTime.from(`${day}T${time}`)
        .toZonedDateTime(zone)
        .toInstant()
        .toString()
    } catch {
      return ''
    }
  }
  const form = useContractForm(noteOutage, {
    defaults: { serviceId, id, from: '', to: '', reason: '' },
    prepare: (values) => ({
      ...values,
      from: moment(when.day, when.from),
      to: moment(when.lastDay, when.to),
    }),
    onDone: () => {
      toast.good(t('billing.level.noted'))
      onClose()
    },
  })
  const set = (more: Partial<typeof when>) => setWhen({ ...when, ...more })
  return (
    <Dialog open onClose={onClose} title={t('billing.level.note')}>
      <Form form={form} submit={t('billing.level.note')} permission={noteOutage} onCancel={onClose}>
        <div className="grid gap-5 sm:grid-cols-2">
          <DateField
            label={t('billing.from')}
            max={today}
            value={when.day}
            error={form.issueAt('from')}
            onChange={(day) => set({ day, lastDay: day })}
          />
          <TextField
            label={t('billing.level.time')}
            value={when.from}
            onChange={(from) => set({ from })}
          />
          <DateField
            label={t('billing.to')}
            max={today}
            value={when.lastDay}
            error={form.issueAt('to')}
            onChange={(lastDay) => set({ lastDay })}
          />
          <TextField
            label={t('billing.level.time')}
            value={when.to}
            onChange={(to) => set({ to })}
          />
        </div>
        <TextField label={t('billing.byHand.reason')} {...form.field('reason')} />
      </Form>
    </Dialog>
  )
}
