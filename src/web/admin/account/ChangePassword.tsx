import { changePassword } from '#modules/staff/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { useMe } from '#web/session.ts'
import { Card } from '#web/ui/Card.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { PasswordField } from '#web/ui/form/PasswordField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

export function ChangePassword() {
  const t = useText()
  const me = useMe()
  const form = useContractForm(changePassword, {
    defaults: { current: '', password: '' },
    onDone: () => {
      form.set({ current: '', password: '' })
      toast.good(t('account.password.done'))
    },
  })
  return (
    <Card title={t('account.password.title')} hint={t('account.password.hint')}>
      <Form form={form} submit={t('account.password.save')} guard={false}>
        <PasswordField
          label={t('account.password.current')}
          autoComplete="current-password"
          {...form.field('current')}
        />
        <PasswordField
          label={t('account.password.next')}
          autoComplete="new-password"
          meter={{ about: [me?.name ?? '', me?.email ?? ''] }}
          {...form.field('password')}
        />
      </Form>
    </Card>
  )
}
