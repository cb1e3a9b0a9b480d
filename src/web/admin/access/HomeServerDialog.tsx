import type { ReactNode } from 'react'
import type { InputOf } from '#kernel/endpoint.ts'
import {
  addHomeServer,
  changeHomeServer,
  HOME_TRANSPORTS,
  type HomeServer,
} from '#modules/access/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { CheckField } from '#web/ui/form/Check.tsx'
import { NumberField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { PasswordField } from '#web/ui/form/PasswordField.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextArea } from '#web/ui/form/TextArea.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

const NEW: InputOf<typeof addHomeServer> = {
  ...{ name: '', address: '', authPort: 1812, acctPort: 1813 },
  ...{ transport: 'udp', tlsName: null, tlsAuthority: null, tlsIdentity: null },
  ...{ signedOnly: true, checkedBy: 'status-server', sendsChanges: false },
}

/** RFC 6614 §2.1: one port for logins and accounting. */
const RADSEC_PORT = 2083

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

function Change({ server, onClose }: { server: HomeServer; onClose: () => void }) {
  const t = useText()
  const { id: serverId, name, address, authPort, acctPort, signedOnly, checkedBy, version } = server
  const { transport, tlsName, tlsAuthority, tlsIdentity, sendsChanges } = server
  const form = useContractForm(changeHomeServer, {
    defaults: {
      ...{ name, address, authPort, acctPort, signedOnly, checkedBy, version },
      ...{ serverId, transport, tlsName, tlsAuthority, tlsIdentity, sendsChanges },
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
  set: (next: {
    authPort?: number
    acctPort?: number
    transport?: HomeServer['transport']
    tlsName?: string | null
    tlsAuthority?: string | null
    tlsIdentity?: string | null
    signedOnly?: boolean
    sendsChanges?: boolean
  }) => void
}

function Fields({ form, secret }: { form: FieldsProps; secret: ReactNode }) {
  const t = useText()
  const { field, values, set, issueAt } = form
  const port = (name: 'authPort' | 'acctPort') => ({
    value: values[name],
    onChange: (value: number | null) => set({ [name]: value ?? Number.NaN }),
    error: issueAt(name),
  })
  const ofTls = (name: 'tlsName' | 'tlsAuthority' | 'tlsIdentity') => ({
    ...{ optional: true, value: values[name] ?? '', error: issueAt(name) },
    onChange: (value: string) => set({ [name]: value === '' ? null : value }),
  })
  const isTls = values.transport === 'radsec'
  return (
    <>
      <TextField label={t('access.realms.name')} autoFocus {...field('name')} />
      <TextField label={t('access.realms.address')} {...field('address')} />
      <SelectField
        label={t('access.realms.transport')}
        options={HOME_TRANSPORTS.map((value) => ({
          value,
          label: t(`access.realms.transportOf.${value}`),
        }))}
        value={values.transport}
        onChange={(transport) =>
          set(
            transport === 'radsec'
              ? { transport, authPort: RADSEC_PORT, acctPort: RADSEC_PORT }
              : { transport, authPort: NEW.authPort, acctPort: NEW.acctPort },
          )
        }
        error={issueAt('transport')}
      />
      {isTls ? (
        <>
          <NumberField
            label={t('access.realms.tlsPort')}
            {...port('authPort')}
            onChange={(value) =>
              set({ authPort: value ?? Number.NaN, acctPort: value ?? Number.NaN })
            }
          />
          <TextField
            label={t('access.realms.tlsIdentity')}
            hint={t('access.realms.tlsIdentityHint')}
            {...ofTls('tlsIdentity')}
          />
          {values.tlsIdentity === null && (
            <>
              <TextField
                label={t('access.realms.tlsName')}
                hint={t('access.realms.tlsNameHint')}
                {...ofTls('tlsName')}
              />
              <TextArea
                label={t('access.realms.tlsAuthority')}
                hint={t('access.realms.tlsAuthorityHint')}
                {...ofTls('tlsAuthority')}
              />
            </>
          )}
        </>
      ) : (
        <div className="grid gap-5 sm:grid-cols-2">
          <NumberField label={t('access.realms.authPort')} {...port('authPort')} />
          <NumberField label={t('access.realms.acctPort')} {...port('acctPort')} />
        </div>
      )}
      {(!isTls || values.tlsIdentity !== null) && secret}
      {!isTls && (
        <CheckField
          label={t('access.realms.signedOnly')}
          hint={t('access.realms.signedOnlyHint')}
          checked={values.signedOnly}
          onChange={(signedOnly) => set({ signedOnly })}
        />
      )}
      <SelectField
        label={t('access.realms.checkedBy')}
        options={(['status-server', 'waiting'] as const).map((value) => ({
          value,
          label: t(`access.realms.checkedByOf.${value}`),
        }))}
        {...field('checkedBy')}
      />
      <CheckField
        label={t('access.realms.sendsChanges')}
        hint={t('access.realms.sendsChangesHint')}
        checked={values.sendsChanges}
        onChange={(sendsChanges) => set({ sendsChanges })}
      />
    </>
  )
}
