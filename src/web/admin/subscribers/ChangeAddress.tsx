import { changeAddress, type Subscriber } from '#modules/subscribers/contract.ts'
import { AddressFields } from '#web/admin/subscribers/AddressFields.tsx'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { SwitchField } from '#web/ui/form/Check.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

type Props = {
  subscriber: Subscriber
  address: Subscriber['addresses'][number]
  onClose: () => void
}

/** Corrects an address, or puts it away; what was served there keeps its history. */
export function ChangeAddress({ subscriber, address, onClose }: Props) {
  const t = useText()
  const { id: addressId, kind, county, town, line, landmark, at, archived } = address
  const form = useContractForm(changeAddress, {
    defaults: {
      ...{ subscriberId: subscriber.id, addressId, kind, county, town, line, landmark, at },
      archived,
    },
    refresh: ['subscribers', 'services'],
    onDone: () => {
      toast.good(t('subscribers.addresses.changed'))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('subscribers.addresses.edit')} shape="side">
      <Form form={form} submit={t('common.save')} permission={changeAddress} onCancel={onClose}>
        <AddressFields
          kind={form.field('kind')}
          county={form.field('county')}
          town={form.textOrNull('town')}
          line={form.textOrNull('line')}
          landmark={form.textOrNull('landmark')}
          at={form.field('at')}
        />
        <SwitchField
          label={t('subscribers.addresses.putAway')}
          hint={t('subscribers.addresses.putAwayHint')}
          checked={form.values.archived}
          onChange={(away) => form.set({ archived: away })}
        />
      </Form>
    </Dialog>
  )
}
