import type { InputOf } from '#kernel/endpoint.ts'
import { addDevice, changeDevice, DEVICE_KINDS, type Device } from '#modules/network/contract.ts'
import { useSiteOptions } from '#web/admin/staff/use-site-options.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Combobox } from '#web/ui/form/Combobox.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

const NEW: InputOf<typeof addDevice> = {
  name: '',
  siteId: '',
  kind: 'radio',
  make: '',
  model: '',
  serial: '',
  address: null,
  nasId: null,
  linkId: null,
  capacity_bps: null,
}

/** Adds a device, or changes one. */
export function DeviceDialog({
  device,
  onClose,
}: {
  device: Device | undefined
  onClose: () => void
}) {
  return device ? <Change device={device} onClose={onClose} /> : <Add onClose={onClose} />
}

function Add({ onClose }: { onClose: () => void }) {
  const t = useText()
  const form = useContractForm(addDevice, {
    defaults: NEW,
    onDone: ({ name }) => {
      toast.good(t('network.links.added', { name }))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('network.links.addDevice')} shape="side">
      <Form
        form={form}
        submit={t('network.links.addDevice')}
        permission={addDevice}
        onCancel={onClose}
      >
        <Fields form={form} />
      </Form>
    </Dialog>
  )
}

function Change({ device, onClose }: { device: Device; onClose: () => void }) {
  const t = useText()
  const { name, siteId, kind, make, model, serial, address, nasId, linkId } = device
  const form = useContractForm(changeDevice, {
    defaults: {
      ...{ name, siteId, kind, make, model, serial, address, nasId, linkId },
      capacity_bps: device.capacity_bps,
      deviceId: device.id,
      version: device.version,
    },
    onDone: (saved) => {
      toast.good(t('network.links.changed', { name: saved.name }))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('network.links.editDevice')} shape="side">
      <Form form={form} submit={t('common.save')} permission={changeDevice} onCancel={onClose}>
        <Fields form={form} />
      </Form>
    </Dialog>
  )
}

type DeviceForm = ReturnType<typeof useContractForm<typeof addDevice | typeof changeDevice>>

function Fields({
  form: { field, textOrNull },
}: {
  form: Pick<DeviceForm, 'field' | 'textOrNull'>
}) {
  const t = useText()
  return (
    <>
      <TextField label={t('network.links.name')} autoFocus {...field('name')} />
      <div className="grid gap-5 sm:grid-cols-2">
        <Combobox label={t('network.links.site')} options={useSiteOptions()} {...field('siteId')} />
        <SelectField
          label={t('network.links.kind')}
          options={DEVICE_KINDS.map((value) => ({
            value,
            label: t(`network.links.kindOf.${value}`),
          }))}
          {...field('kind')}
        />
        <TextField label={t('network.make')} optional {...field('make')} />
        <TextField label={t('network.links.model')} optional {...field('model')} />
        <TextField label={t('network.links.serial')} optional {...field('serial')} />
        <TextField
          label={t('network.links.address')}
          spellCheck={false}
          {...textOrNull('address')}
        />
      </div>
    </>
  )
}
