import { inviteMember } from '#modules/staff/contract.ts'
import { GrantFields } from '#web/admin/staff/GrantFields.tsx'
import { noGrant } from '#web/admin/staff/grants.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const t = useText()
  const form = useContractForm(inviteMember, {
    defaults: { name: '', email: '', language: 'en', roles: [noGrant] },
    // Inviting a colleague is a step of the set-up, too.
    refresh: ['staff', 'organization'],
    onDone: ({ email }) => {
      toast.good(t('staff.invite.sent', { email }))
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('staff.invite.title')}
      hint={t('staff.invite.hint')}
      shape="side"
    >
      <Form
        form={form}
        submit={t('staff.invite.send')}
        permission={inviteMember}
        onCancel={onClose}
      >
        <TextField label={t('staff.name')} autoComplete="off" autoFocus {...form.field('name')} />
        <TextField
          label={t('staff.email')}
          type="email"
          autoComplete="off"
          {...form.field('email')}
        />
        <SelectField
          label={t('staff.language')}
          {...form.field('language')}
          value={form.values.language ?? 'en'}
          options={[
            { value: 'en', label: 'English' },
            { value: 'sw', label: 'Kiswahili' },
          ]}
        />
        <GrantFields
          grants={form.values.roles}
          onChange={form.field('roles').onChange}
          issueAt={form.issueAt}
        />
      </Form>
    </Dialog>
  )
}
