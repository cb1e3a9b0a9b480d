import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import {
  addShortcode,
  changeShortcode,
  DARAJA,
  registerShortcode,
  SHORTCODE_KINDS,
  type Shortcode,
} from '#modules/payments/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { CheckField } from '#web/ui/form/Check.tsx'
import { PhoneField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { RadioCards } from '#web/ui/form/RadioCards.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm, type Bound } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

/** A paybill or a till, with the keys of its app at developer.safaricom.co.ke. */
export function AddShortcode({ onClose }: { onClose: () => void }) {
  const t = useText()
  const [id] = useState(randomId)
  const form = useContractForm(addShortcode, {
    defaults: {
      ...{ id, name: '', kind: 'paybill', number: '', store: null, siteId: null },
      ...{ api: DARAJA.production, validates: false },
      ...{ consumerKey: '', consumerSecret: '', passkey: '', initiator: null },
    },
    onDone: () => {
      toast.good(t('payments.mpesa.added'))
      onClose()
    },
  })
  const { kind, api = DARAJA.production } = form.values
  return (
    <Dialog open onClose={onClose} title={t('payments.mpesa.add')} shape="side">
      <Form
        form={form}
        submit={t('payments.mpesa.add')}
        permission={addShortcode}
        onCancel={onClose}
      >
        <RadioCards
          label={t('payments.mpesa.kind')}
          columns={2}
          options={SHORTCODE_KINDS.map((value) => ({
            value,
            label: t(`payments.mpesa.kindsOf.${value}`),
            hint: t(`payments.mpesa.kindHints.${value}`),
          }))}
          {...form.field('kind')}
        />
        <TextField label={t('payments.mpesa.name')} {...form.field('name')} />
        <TextField
          label={t(`payments.mpesa.numbers.${kind}`)}
          inputMode="numeric"
          {...form.field('number')}
        />
        {kind === 'till' && (
          <TextField
            label={t('payments.mpesa.store')}
            hint={t('payments.mpesa.storeHint')}
            inputMode="numeric"
            {...form.textOrNull('store')}
          />
        )}
        <SelectField
          label={t('payments.mpesa.api')}
          options={apiOptions(t, api)}
          {...form.field('api')}
          value={api}
        />
        <KeyFields bind={(name) => form.field(name)} />
        <CheckField
          label={t('payments.mpesa.validates')}
          hint={t('payments.mpesa.validatesHint')}
          {...checked(form.field('validates'))}
        />
      </Form>
    </Dialog>
  )
}

/** What may change; keys only where new ones are typed. */
export function ChangeShortcode({
  shortcode,
  onClose,
}: {
  shortcode: Shortcode
  onClose: () => void
}) {
  const t = useText()
  const { id: shortcodeId, version, name, siteId, api, isOn, validates } = shortcode
  const [hasNewKeys, setNewKeys] = useState(false)
  const form = useContractForm(changeShortcode, {
    defaults: {
      ...{ shortcodeId, version, name, siteId, api, isOn, validates, initiator: null },
      keys: { consumerKey: '', consumerSecret: '', passkey: '' },
    },
    fixed: { shortcodeId, version },
    prepare: (values) => ({ ...values, keys: hasNewKeys ? (values.keys ?? null) : null }),
    onDone: () => {
      toast.good(t('payments.mpesa.changed'))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('payments.mpesa.change')} shape="side">
      <Form
        form={form}
        submit={t('payments.mpesa.change')}
        permission={changeShortcode}
        onCancel={onClose}
      >
        <TextField label={t('payments.mpesa.name')} {...form.field('name')} />
        <CheckField
          label={t('payments.mpesa.isOn')}
          hint={t('payments.mpesa.isOnHint')}
          {...checked(form.field('isOn'))}
        />
        <CheckField
          label={t('payments.mpesa.validates')}
          hint={t('payments.mpesa.validatesHint')}
          {...checked(form.field('validates'))}
        />
        <SelectField
          label={t('payments.mpesa.api')}
          options={apiOptions(t, api)}
          {...form.field('api')}
        />
        <CheckField
          label={t('payments.mpesa.newKeys')}
          checked={hasNewKeys}
          onChange={setNewKeys}
        />
        {hasNewKeys && <KeyFields bind={(field) => form.field(`keys.${field}`)} />}
      </Form>
    </Dialog>
  )
}

/** Safaricom is told once; after that a person there changes it. */
export function RegisterShortcode({
  shortcode,
  onClose,
}: {
  shortcode: Shortcode
  onClose: () => void
}) {
  const t = useText()
  const form = useContractForm(registerShortcode, {
    defaults: { shortcodeId: shortcode.id, phone: null },
    fixed: { shortcodeId: shortcode.id },
    onDone: () => {
      toast.good(t('payments.mpesa.registering'))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('payments.mpesa.register')}>
      <Form
        form={form}
        submit={t('payments.mpesa.register')}
        permission={registerShortcode}
        onCancel={onClose}
        guard={false}
      >
        <p className="text-soft">{t('payments.mpesa.registerHint')}</p>
        <PhoneField
          label={t('payments.mpesa.nominated')}
          hint={t('payments.mpesa.nominatedHint')}
          {...form.textOrNull('phone')}
        />
      </Form>
    </Dialog>
  )
}

type KeyName = 'consumerKey' | 'consumerSecret' | 'passkey'
function KeyFields({ bind }: { bind: (name: KeyName) => Bound<string> }) {
  const t = useText()
  return (['consumerKey', 'consumerSecret', 'passkey'] as const).map((name) => (
    <TextField
      key={name}
      label={t(`payments.mpesa.${name}`)}
      {...(name === 'passkey' && { hint: t('payments.mpesa.passkeyHint') })}
      autoComplete="off"
      spellCheck={false}
      {...bind(name)}
    />
  ))
}

function checked({ value, ...bound }: Bound<boolean> | Bound<boolean | undefined>) {
  return { ...bound, checked: value ?? false }
}

/** Daraja, its sandbox, and where this one is now, if that is elsewhere. */
function apiOptions(t: ReturnType<typeof useText>, now: string) {
  const usual = [
    { value: DARAJA.production as string, label: t('payments.mpesa.production') },
    { value: DARAJA.sandbox as string, label: t('payments.mpesa.sandbox') },
  ]
  return usual.some(({ value }) => value === now)
    ? usual
    : [...usual, { value: now, label: t('payments.mpesa.simulated') }]
}
