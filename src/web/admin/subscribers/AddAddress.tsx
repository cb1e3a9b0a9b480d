import { addAddress, type Subscriber } from '#modules/subscribers/contract.ts'
import { AddressFields } from '#web/admin/subscribers/AddressFields.tsx'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

export function AddAddress({
  subscriber,
  onClose,
}: {
  subscriber: Subscriber
  onClose: () => void
}) {
  const t = useText()
  const form = useContractForm(addAddress, {
    defaults: {
      subscriberId: subscriber.id,
      kind: 'installation',
      county: subscriber.county ?? 'Nairobi',
      town: null,
      line: null,
      landmark: null,
      at: null,
    },
    onDone: () => {
      toast.good(t('subscribers.addresses.added'))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('subscribers.addresses.add')} shape="side">
      <Form
        form={form}
        submit={t('subscribers.addresses.add')}
        permission={addAddress}
        onCancel={onClose}
      >
        <AddressFields
          kind={form.field('kind')}
          county={form.field('county')}
          town={form.textOrNull('town')}
          line={form.textOrNull('line')}
          landmark={form.textOrNull('landmark')}
          at={form.field('at')}
        />
      </Form>
    </Dialog>
  )
}
