import { PermissionPicker } from '#web/admin/staff/PermissionPicker.tsx'
import { useText } from '#web/i18n/index.ts'
import { Card } from '#web/ui/Card.tsx'
import { SwitchField } from '#web/ui/form/Check.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'

export type RoleValues = {
  name: string
  description: string
  permissions: string[]
  requiresMfa: boolean
}

type Props = {
  values: RoleValues
  set: (values: Partial<RoleValues>) => void
  issueAt: (path: 'name' | 'description' | 'permissions') => string | undefined
}

/** What a role is called, what it is for, and what its members may do. */
export function RoleFields({ values, set, issueAt }: Props) {
  const t = useText()
  return (
    <>
      <Card>
        <div className="grid gap-5">
          <TextField
            label={t('staff.rolesPage.name')}
            value={values.name}
            onChange={(name) => set({ name })}
            error={issueAt('name')}
          />
          <TextField
            label={t('staff.rolesPage.description')}
            optional
            value={values.description}
            onChange={(description) => set({ description })}
            error={issueAt('description')}
          />
          <SwitchField
            label={t('staff.rolesPage.requiresMfa')}
            hint={t('staff.rolesPage.requiresMfaHint')}
            checked={values.requiresMfa}
            onChange={(requiresMfa) => set({ requiresMfa })}
          />
        </div>
      </Card>
      <Card title={t('staff.rolesPage.permissions')} hint={t('staff.rolesPage.permissionsHint')}>
        <PermissionPicker
          chosen={values.permissions}
          onChange={(permissions) => set({ permissions })}
          error={issueAt('permissions')}
        />
      </Card>
    </>
  )
}
