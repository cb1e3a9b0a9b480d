import { changeProfile, type Me } from '#modules/staff/contract.ts'
import { AccountPage } from '#web/admin/account/AccountPage.tsx'
import { ChangeEmail } from '#web/admin/account/ChangeEmail.tsx'
import { setLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { refreshSession, useMe } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'
import { DateTime } from '#web/ui/values.tsx'

export function ProfilePage() {
  const me = useMe()
  if (!me) return null
  return (
    <AccountPage here={paths.account()}>
      <ProfileCard me={me} />
      <ChangeEmail now={me.email} />
      <AccessCard me={me} />
    </AccountPage>
  )
}

function ProfileCard({ me }: { me: Me }) {
  const t = useText()
  const form = useContractForm(changeProfile, {
    defaults: { name: me.name, language: me.language, timeFormat: me.timeFormat },
    onDone: async (reply) => {
      await setLanguage(reply.language)
      toast.good(t('account.profileCard.saved'))
      await refreshSession()
    },
  })
  return (
    <Card title={t('account.profileCard.title')} hint={t('account.profileCard.hint')}>
      <Form form={form} submit={t('account.profileCard.save')}>
        <TextField
          label={t('account.profileCard.name')}
          autoComplete="name"
          {...form.field('name')}
          value={form.values.name ?? ''}
        />
        <div className="grid gap-5 sm:grid-cols-2">
          <SelectField
            label={t('account.profileCard.language')}
            hint={t('account.profileCard.languageHint')}
            {...form.field('language')}
            value={form.values.language ?? me.language}
            options={[
              { value: 'en', label: 'English' },
              { value: 'sw', label: 'Kiswahili' },
            ]}
          />
          <SelectField
            label={t('account.profileCard.timeFormat')}
            {...form.field('timeFormat')}
            value={form.values.timeFormat ?? me.timeFormat}
            options={[
              { value: '24h', label: t('account.profileCard.time24h') },
              { value: '12h', label: t('account.profileCard.time12h') },
            ]}
          />
        </div>
      </Form>
    </Card>
  )
}

function AccessCard({ me }: { me: Me }) {
  const t = useText()
  return (
    <Card
      title={t('account.access.title')}
      hint={t('account.access.hint')}
      footer={t('account.access.permissions', { count: me.permissions.length })}
    >
      <ul className="grid gap-2">
        {me.roles.map((held) => (
          <li key={held.roleId} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Badge tone="accent">{held.roleName}</Badge>
            <span className="text-soft">
              {held.siteIds === null
                ? t('account.access.everywhere')
                : t('account.access.sites', { count: held.siteIds.length })}
              {held.until && (
                <>
                  {', '}
                  <DateTime at={held.until} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
