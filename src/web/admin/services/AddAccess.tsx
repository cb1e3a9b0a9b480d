import { addCredential, fixAddress, putDevice, type Service } from '#modules/services/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

export type AddKind = 'credential' | 'device' | 'address'
type Props = { service: Service; onClose: () => void }

export function AddAccess({ kind, ...props }: Props & { kind: AddKind }) {
  switch (kind) {
    case 'credential':
      return <AddCredential {...props} />
    case 'device':
      return <AddDevice {...props} />
    case 'address':
      return <FixAddress {...props} />
  }
}

function AddCredential({ service, onClose }: Props) {
  const t = useText()
  const form = useContractForm(addCredential, {
    defaults: { serviceId: service.id, username: '', password: null },
    onDone: () => {
      toast.good(t('services.credentials.added'))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('services.credentials.add')}>
      <Form
        form={form}
        submit={t('services.credentials.add')}
        permission={addCredential}
        onCancel={onClose}
      >
        <TextField label={t('services.username')} autoFocus {...form.field('username')} />
        <TextField
          label={t('services.credentials.password')}
          hint={t('services.credentials.passwordHint')}
          autoComplete="off"
          {...form.textOrNull('password')}
        />
      </Form>
    </Dialog>
  )
}

function AddDevice({ service, onClose }: Props) {
  const t = useText()
  const form = useContractForm(putDevice, {
    defaults: {
      serviceId: service.id,
      mac: '',
      name: '',
      role: service.access === 'mac' || service.access === 'ipoe' ? 'login' : 'bound',
    },
    onDone: () => {
      toast.good(t('services.devices.added'))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('services.devices.add')}>
      <Form
        form={form}
        submit={t('services.devices.add')}
        permission={putDevice}
        onCancel={onClose}
      >
        <TextField
          label={t('services.devices.mac')}
          placeholder="AA:BB:CC:DD:EE:FF"
          autoFocus
          {...form.field('mac')}
        />
        <TextField label={t('services.devices.name')} {...form.field('name')} />
        <SelectField
          label={t('services.devices.role')}
          options={(['bound', 'login', 'seen'] as const).map((value) => ({
            value,
            label: t(`services.devices.roles.${value}`),
          }))}
          {...form.field('role')}
        />
      </Form>
    </Dialog>
  )
}

function FixAddress({ service, onClose }: Props) {
  const t = useText()
  const form = useContractForm(fixAddress, {
    defaults: { serviceId: service.id, kind: 'ipv4', net: '' },
    onDone: () => {
      toast.good(t('services.addresses.added'))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('services.addresses.add')}>
      <Form
        form={form}
        submit={t('services.addresses.add')}
        permission={fixAddress}
        onCancel={onClose}
      >
        <SelectField
          label={t('services.addresses.kind')}
          options={(['ipv4', 'ipv6-prefix', 'delegated-prefix', 'route'] as const).map((value) => ({
            value,
            label: t(`services.addresses.kinds.${value}`),
          }))}
          {...form.field('kind')}
        />
        <TextField label={t('services.addresses.net')} autoFocus {...form.field('net')} />
      </Form>
    </Dialog>
  )
}
