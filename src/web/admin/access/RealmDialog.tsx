import type { InputOf } from '#kernel/endpoint.ts'
import { addRealm, changeRealm, type HomeServer, type Realm } from '#modules/access/contract.ts'
import { ServerOrder } from '#web/admin/access/ServerOrder.tsx'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { RateField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { RadioCards } from '#web/ui/form/RadioCards.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

const NEW: InputOf<typeof addRealm> = {
  ...{ realm: '', serverIds: [], accounting: 'forward', passes: 'session', guestRate: null },
}

type Props = { realm: Realm | undefined; servers: readonly HomeServer[]; onClose: () => void }

/** Says who answers for a realm. */
export function RealmDialog({ realm, servers, onClose }: Props) {
  return realm ? (
    <Change realm={realm} servers={servers} onClose={onClose} />
  ) : (
    <Add servers={servers} onClose={onClose} />
  )
}

function Add({ servers, onClose }: Omit<Props, 'realm'>) {
  const t = useText()
  const form = useContractForm(addRealm, {
    defaults: NEW,
    onDone: ({ realm }) => {
      toast.good(t('access.realms.saved', { name: realm }))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('access.realms.add')} shape="side">
      <Form form={form} submit={t('access.realms.add')} permission={addRealm} onCancel={onClose}>
        <Fields form={form} servers={servers} />
      </Form>
    </Dialog>
  )
}

function Change({ realm: now, servers, onClose }: Props & { realm: Realm }) {
  const t = useText()
  const { realm, accounting, passes, guestRate, version } = now
  const form = useContractForm(changeRealm, {
    defaults: {
      ...{ realm, accounting, passes, guestRate, version, realmId: now.id },
      serverIds: now.servers.map(({ id }) => id),
    },
    onDone: (saved) => {
      toast.good(t('access.realms.saved', { name: saved.realm }))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('access.realms.edit')} shape="side">
      <Form form={form} submit={t('common.save')} permission={changeRealm} onCancel={onClose}>
        <Fields form={form} servers={servers} />
      </Form>
    </Dialog>
  )
}

type RealmForm = ReturnType<typeof useContractForm<typeof addRealm | typeof changeRealm>>
type FieldsProps = {
  form: Pick<RealmForm, 'field' | 'values' | 'set' | 'issueAt'>
  servers: readonly HomeServer[]
}

function Fields({ form, servers }: FieldsProps) {
  const t = useText()
  const { field, values, set, issueAt } = form
  return (
    <>
      <TextField
        label={t('access.realms.realm')}
        hint={t('access.realms.realmHint')}
        autoFocus
        {...field('realm')}
      />
      <ServerOrder
        servers={servers}
        value={values.serverIds}
        onChange={(serverIds) => set({ serverIds })}
        error={issueAt('serverIds')}
      />
      {values.serverIds.length > 0 && (
        <>
          <SelectField
            label={t('access.realms.accounting')}
            options={(['forward', 'keep'] as const).map((value) => ({
              value,
              label: t(`access.realms.accountingOf.${value}`),
            }))}
            {...field('accounting')}
          />
          <RadioCards
            label={t('access.realms.passes')}
            options={(['session', 'all'] as const).map((value) => ({
              value,
              label: t(`access.realms.passesOf.${value}`),
              hint: t(`access.realms.passesHintOf.${value}`),
            }))}
            value={values.passes}
            onChange={(passes) => set(passes === 'all' ? { passes, guestRate: null } : { passes })}
          />
          {values.passes === 'session' && (
            <RateField
              label={t('access.realms.guestRate')}
              hint={t('access.realms.guestRateHint')}
              optional
              value={values.guestRate}
              onChange={(guestRate) => set({ guestRate: guestRate ?? null })}
              error={issueAt('guestRate') ?? issueAt('guestRate.down_bps')}
            />
          )}
        </>
      )}
    </>
  )
}
