import { ShieldAlert, Users } from 'lucide-react'
import { listRoles, listMembers, type Member } from '#modules/staff/contract.ts'
import { RoleBadges } from '#web/admin/staff/RoleBadges.tsx'
import { StaffPage } from '#web/admin/staff/StaffPage.tsx'
import { useSiteOptions } from '#web/admin/staff/use-site-options.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMe } from '#web/session.ts'
import { Avatar } from '#web/ui/Avatar.tsx'
import { Badge, Status } from '#web/ui/Badge.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column, TableFilter } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { DateTime, RelativeTime } from '#web/ui/values.tsx'

export function MembersPage() {
  const t = useText()
  const list = useList(listMembers, { filters: ['state', 'roleId', 'siteId'] })
  return (
    <StaffPage here={paths.staff()}>
      <DataTable
        name="members"
        label={t('staff.members')}
        list={list}
        columns={useColumns()}
        rowKey={(member) => member.id}
        rowName={(member) => member.name}
        rowLink={(member) => paths.staffMember(member.id)}
        filters={useFilters()}
        searchIn={t('staff.searchIn')}
        empty={
          <EmptyState icon={Users} title={t('staff.noneTitle')}>
            {t('staff.noneBody')}
          </EmptyState>
        }
      />
    </StaffPage>
  )
}

function useFilters(): TableFilter[] {
  const t = useText()
  const roles = useCall(listRoles, {}).data?.items ?? []
  const sites = useSiteOptions()
  return [
    {
      id: 'state',
      label: t('staff.state'),
      options: [
        { value: 'active', label: t('staff.active') },
        { value: 'disabled', label: t('staff.disabled') },
      ],
    },
    {
      id: 'roleId',
      label: t('staff.role'),
      options: roles.map((role) => ({ value: role.id, label: role.name })),
    },
    { id: 'siteId', label: t('staff.site'), options: sites },
  ]
}

function useColumns(): Column<Member>[] {
  const t = useText()
  const me = useMe()
  return [
    {
      id: 'name',
      header: t('staff.name'),
      sort: 'name',
      cell: (member) => (
        <span className="inline-flex items-center gap-2.5">
          <Avatar name={member.name} />
          {member.name}
          {member.id === me?.id && <Badge>{t('staff.member.you')}</Badge>}
        </span>
      ),
    },
    { id: 'email', header: t('staff.email'), cell: (member) => member.email },
    {
      id: 'roles',
      header: t('staff.roles'),
      cell: (member) => <RoleBadges roles={member.roles} />,
    },
    {
      id: 'secured',
      header: t('staff.secured'),
      cell: (member) =>
        member.secured ? (
          <span className="text-soft">
            {member.totp || member.passkeys > 0 ? t('staff.securedYes') : t('staff.securedUnasked')}
          </span>
        ) : (
          <Badge tone="warn" icon={<ShieldAlert aria-hidden="true" />}>
            {t('staff.securedNo')}
          </Badge>
        ),
    },
    {
      id: 'state',
      header: t('staff.state'),
      cell: (member) => (
        <Status tone={member.state === 'active' ? 'good' : 'neutral'}>
          {t(`staff.${member.state}`)}
        </Status>
      ),
    },
    {
      id: 'lastSignIn',
      header: t('staff.lastSignIn'),
      sort: 'lastSignInAt',
      cell: (member) =>
        member.lastSignInAt ? <RelativeTime at={member.lastSignInAt} /> : t('common.never'),
    },
    {
      id: 'joined',
      header: t('staff.joined'),
      sort: 'joinedAt',
      hidden: true,
      cell: (member) => <DateTime at={member.joinedAt} />,
    },
  ]
}
