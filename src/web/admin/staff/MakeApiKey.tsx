import { useState } from 'react'
import { makeApiKey } from '#modules/staff/contract.ts'
import { PermissionPicker } from '#web/admin/staff/PermissionPicker.tsx'
import { useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { NumberField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SecretBox } from '#web/ui/form/SecretBox.tsx'
import { TextArea } from '#web/ui/form/TextArea.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'

const DAYS = 90

export function MakeApiKey({ onClose }: { onClose: () => void }) {
  const t = useText()
  const [key, setKey] = useState<string>()
  const [networks, setNetworks] = useState('')
  const form = useContractForm(makeApiKey, {
    defaults: { name: '', permissions: [], networks: [], days: DAYS },
    prepare: (values) => ({ ...values, networks: networks.split(/[\s,]+/).filter(Boolean) }),
    onDone: (reply) => setKey(reply.key),
  })
  if (key !== undefined)
    return (
      <Dialog
        open
        sticky
        onClose={onClose}
        title={t('staff.keys.shownTitle')}
        footer={
          <Button look="primary" onClick={onClose}>
            {t('staff.keys.shownDone')}
          </Button>
        }
      >
        <SecretBox label={t('staff.keys.key')} value={key} hint={t('staff.keys.shownHint')} />
      </Dialog>
    )
  return (
    <Dialog open onClose={onClose} title={t('staff.keys.makeTitle')} shape="side">
      <Form form={form} submit={t('staff.keys.make')} onCancel={onClose}>
        <TextField
          label={t('staff.keys.name')}
          hint={t('staff.keys.nameHint')}
          autoFocus
          {...form.field('name')}
        />
        <NumberField
          label={t('staff.keys.days')}
          value={form.values.days ?? null}
          onChange={(days) => form.set({ days: days ?? DAYS })}
          error={form.issueAt('days')}
        />
        <TextArea
          label={t('staff.keys.networks')}
          hint={t('staff.keys.networksHint')}
          optional
          rows={2}
          value={networks}
          onChange={setNetworks}
          error={form.issueAt('networks')}
        />
        <fieldset className="grid gap-3">
          <legend className="font-semibold">{t('staff.keys.permissions')}</legend>
          <p className="-mt-2 text-sm text-soft">{t('staff.keys.permissionsHint')}</p>
          <PermissionPicker
            chosen={form.values.permissions}
            onChange={form.field('permissions').onChange}
            error={form.issueAt('permissions')}
          />
        </fieldset>
      </Form>
    </Dialog>
  )
}
