import type { ReactNode } from 'react'
import type { InputOf } from '#kernel/endpoint.ts'
import { addHomeServer, changeHomeServer, type HomeServer } from '#modules/access/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { CheckField } from '#web/ui/form/Check.tsx'
import { NumberField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { PasswordField } from '#web/ui/form/PasswordField.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

const NEW: InputOf<typeof addHomeServer> = {
  ...{ name: '', address: '', authPort: 1812, acctPort: 1813 },
  ...{ signedOnly: true, checkedBy: 'status-server', secret: '' },
}

type Props = { server: HomeServer | undefined; onClose: () => void }

/** Adds the server of another provider, or changes it. */
export function HomeServerDialog({ server, onClose }: Props) {
  return server ? <Change server={server} onClose={onClose} /> : <Add onClose={onClose} />
}

function Add({ onClose }: { onClose: () => void }) {
  const t = useText()
  const form = useContractForm(addHomeServer, {
    defaults: NEW,
    onDone: ({ name }) => {
      toast.good(t('access.realms.saved', { name }))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('access.realms.addServer')} shape="side">
      <Form
        form={form}
        submit={t('access.realms.addServer')}
        permission={addHomeServer}
        onCancel={onClose}
      >
        <Fields
          form={form}
          secret={
            <PasswordField
              label={t('access.realms.secret')}
              hint={t('access.realms.secretHint')}
              autoComplete="new-password"
              {...form.field('secret')}
            />
          }
        />
      </Form>
    </Dialog>
  )
}

function Change({ server, onClose }: { server: HomeServer; onClose: () => void }) {
  const t = useText()
  const { name, address, authPort, acctPort, signedOnly, checkedBy, version } = server
  const form = useContractForm(changeHomeServer, {
    defaults: {
      ...{ name, address, authPort, acctPort, signedOnly, checkedBy, version },
      serverId: server.id,
    },
    onDone: (saved) => {
      toast.good(t('access.realms.saved', { name: saved.name }))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('access.realms.editServer')} shape="side">
      <Form form={form} submit={t('common.save')} permission={changeHomeServer} onCancel={onClose}>
        <Fields
          form={form}
          secret={
            <PasswordField
              label={t('access.realms.secret')}
              hint={t('access.realms.secretStays')}
              optional
              autoComplete="new-password"
              value={form.values.secret ?? ''}
              onChange={(secret) => form.set({ secret: secret === '' ? undefined : secret })}
              error={form.issueAt('secret')}
            />
          }
        />
      </Form>
    </Dialog>
  )
}

type ServerForm = ReturnType<typeof useContractForm<typeof addHomeServer | typeof changeHomeServer>>

type FieldsProps = Pick<ServerForm, 'field' | 'values' | 'issueAt'> & {
  set: (next: { authPort?: number; acctPort?: number; signedOnly?: boolean }) => void
}

function Fields({ form, secret }: { form: FieldsProps; secret: ReactNode }) {
  const t = useText()
  const { field, values, set, issueAt } = form
  const port = (name: 'authPort' | 'acctPort') => ({
    value: values[name],
    onChange: (value: number | null) => set({ [name]: value ?? Number.NaN }),
    error: issueAt(name),
  })
  return (
    <>
      <TextField label={t('access.realms.name')} autoFocus {...field('name')} />
      <TextField label={t('access.realms.address')} {...field('address')} />
      <div className="grid gap-5 sm:grid-cols-2">
        <NumberField label={t('access.realms.authPort')} {...port('authPort')} />
        <NumberField label={t('access.realms.acctPort')} {...port('acctPort')} />
      </div>
      {secret}
      <CheckField
        label={t('access.realms.signedOnly')}
        hint={t('access.realms.signedOnlyHint')}
        checked={values.signedOnly}
        onChange={(signedOnly) => set({ signedOnly })}
      />
      <SelectField
        label={t('access.realms.checkedBy')}
        options={(['status-server', 'waiting'] as const).map((value) => ({
          value,
          label: t(`access.realms.checkedByOf.${value}`),
        }))}
        {...field('checkedBy')}
      />
    </>
  )
}
