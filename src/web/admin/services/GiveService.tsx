import { askChange, type Service } from '#modules/services/contract.ts'
import { formatNumber } from '#modules/subscribers/contract.ts'
import { WhenChange } from '#web/admin/services/WhenChange.tsx'
import { useSubscriberSearch } from '#web/admin/subscribers/use-subscriber-search.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Combobox } from '#web/ui/form/Combobox.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

type Props = { service: Service; onClose: () => void }

/** Another owner: says what comes along and what stays behind before it happens. */
export function GiveService({ service, onClose }: Props) {
  const t = useText()
  const search = useSubscriberSearch(
    (one) => one.id !== service.subscriber.id && one.state === 'active',
  )
  const form = useContractForm(askChange, {
    defaults: {
      serviceId: service.id,
      ...{ effective: 'now', at: null },
      details: { what: 'transfer', subscriberId: '' },
    },
    refresh: ['services', 'subscribers', 'billing'],
    onDone: (given) => {
      const waits = given.pending.some(({ details }) => details.what === 'transfer')
      toast.good(
        waits
          ? t('services.changes.asked')
          : t('services.give.done', { name: given.subscriber.name }),
      )
      onClose()
    },
  })
  const { details } = form.values
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('services.give.title', { number: formatNumber(service.number) })}
    >
      <Form
        form={form}
        submit={t('services.give.do')}
        permission={askChange}
        danger
        onCancel={onClose}
      >
        <Combobox
          label={t('services.give.to')}
          hint={t('subscribers.searchIn')}
          {...search}
          error={form.issuesIn('details')('subscriberId')}
          value={details.what === 'transfer' ? details.subscriberId : ''}
          onChange={(subscriberId) => form.set({ details: { what: 'transfer', subscriberId } })}
        />
        <ul className="grid list-disc gap-1 pl-5 text-sm text-soft">
          <li>{t('services.give.comes')}</li>
          <li>{t('services.give.stays')}</li>
        </ul>
        <WhenChange
          service={service}
          value={form.values.effective}
          error={form.issueAt('at')}
          onChange={(when) => form.set(when)}
        />
      </Form>
    </Dialog>
  )
}
