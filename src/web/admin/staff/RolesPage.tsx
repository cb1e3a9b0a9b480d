import { Lock, Plus, ShieldCheck } from 'lucide-react'
import { listRoles, type Role } from '#modules/staff/contract.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Anchor, ButtonLink } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'

export function RolesPage() {
  const t = useText()
  const roles = useCall(listRoles, {})
  return (
    <Page
      title={t('staff.rolesPage.title')}
      lead={t('staff.rolesPage.lead')}
      actions={
        <ButtonLink to={paths.role('new')} look="primary" icon={<Plus aria-hidden="true" />}>
          {t('staff.rolesPage.add')}
        </ButtonLink>
      }
    >
      <Loaded of={roles}>
        {({ items }) => (
          <ul className="grid gap-3 md:grid-cols-2 xl:grid-cols-3">
            {items.map((role) => (
              <RoleCard key={role.id} role={role} />
            ))}
          </ul>
        )}
      </Loaded>
    </Page>
  )
}

function RoleCard({ role }: { role: Role }) {
  const t = useText()
  return (
    <li className="relative flex flex-col gap-2 rounded-lg border bg-surface p-4 transition-colors has-[a:hover]:border-field">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Anchor
          to={paths.role(role.id)}
          className="text-lg font-semibold tracking-[-0.01em] after:absolute after:inset-0 after:rounded-lg"
        >
          {role.name}
        </Anchor>
        {role.fixed && (
          <Badge icon={<Lock aria-hidden="true" />}>{t('staff.rolesPage.fixed')}</Badge>
        )}
      </div>
      {role.description && <p className="text-soft">{role.description}</p>}
      <p className="mt-auto flex flex-wrap items-center gap-x-3 gap-y-1 pt-2 text-sm text-soft">
        <span>{t('staff.rolesPage.membersCount', { count: role.members })}</span>
        <span>
          {role.fixed
            ? t('staff.rolesPage.everything')
            : t('staff.rolesPage.permissionsCount', { count: role.permissions.length })}
        </span>
        {role.requiresMfa && (
          <span className="inline-flex items-center gap-1 text-good-text">
            <ShieldCheck aria-hidden="true" className="size-4" />
            {t('staff.rolesPage.mfa')}
          </span>
        )}
      </p>
    </li>
  )
}
