import { addAddress, type Subscriber } from '#modules/subscribers/contract.ts'
import { countyOptions } from '#web/admin/organization/options.ts'
import { addressKindOptions } from '#web/admin/subscribers/options.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Combobox } from '#web/ui/form/Combobox.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { PointField } from '#web/ui/form/PointField.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
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
        <SelectField
          label={t('subscribers.addresses.kind')}
          options={addressKindOptions(t)}
          {...form.field('kind')}
        />
        <Combobox
          label={t('subscribers.county')}
          options={countyOptions}
          {...form.field('county')}
        />
        <TextField label={t('subscribers.new.town')} {...form.textOrNull('town')} />
        <TextField label={t('subscribers.new.line')} {...form.textOrNull('line')} />
        <TextField label={t('subscribers.new.landmark')} {...form.textOrNull('landmark')} />
        <PointField label={t('subscribers.new.place')} optional {...form.field('at')} />
      </Form>
    </Dialog>
  )
}
