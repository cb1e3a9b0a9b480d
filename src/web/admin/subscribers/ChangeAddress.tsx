import { changeAddress, type Subscriber } from '#modules/subscribers/contract.ts'
import { countyOptions } from '#web/admin/organization/options.ts'
import { addressKindOptions } from '#web/admin/subscribers/options.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { SwitchField } from '#web/ui/form/Check.tsx'
import { Combobox } from '#web/ui/form/Combobox.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { PointField } from '#web/ui/form/PointField.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
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
