import { KeyRound, MonitorSmartphone, ShieldCheck, UserPlus, UserRound, Users } from 'lucide-react'
import { call } from '#kernel/client.ts'
import { listMembers, listSessions, inviteMember, listRoles } from '#modules/staff/contract.ts'
import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

const FOUND_MAX = 5

export const screens = defineScreens({
  screens: [
    {
      path: paths.staff(),
      page: () => import('./MembersPage.tsx').then((module) => module.MembersPage),
      title: 'staff.title',
    },
    {
      path: paths.staff('invitations'),
      page: () => import('./InvitationsPage.tsx').then((module) => module.InvitationsPage),
      title: 'staff.invitations',
    },
    {
      path: paths.staff('attempts'),
      page: () => import('./AttemptsPage.tsx').then((module) => module.AttemptsPage),
      title: 'staff.attempts',
    },
    {
      path: paths.staffMember('$memberId'),
      page: () => import('./MemberPage.tsx').then((module) => module.MemberPage),
      title: 'staff.title',
    },
    {
      path: paths.roles(),
      page: () => import('./RolesPage.tsx').then((module) => module.RolesPage),
      title: 'staff.rolesPage.title',
    },
    {
      path: paths.role('$roleId'),
      page: () => import('./RolePage.tsx').then((module) => module.RolePage),
      title: 'staff.rolesPage.title',
    },
    {
      path: paths.sessions(),
      page: () => import('./SessionsPage.tsx').then((module) => module.SessionsPage),
      title: 'staff.sessionsPage.title',
    },
    {
      path: paths.apiKeys(),
      page: () => import('./ApiKeysPage.tsx').then((module) => module.ApiKeysPage),
      title: 'staff.keys.title',
    },
  ],
  nav: [
    {
      area: 'people',
      label: 'staff.title',
      icon: Users,
      to: paths.staff(),
      permission: listMembers,
      order: 10,
      key: 'm',
    },
    {
      area: 'people',
      label: 'staff.rolesPage.title',
      icon: ShieldCheck,
      to: paths.roles(),
      permission: listRoles,
      order: 20,
      key: 'r',
    },
    {
      area: 'people',
      label: 'staff.sessionsPage.title',
      icon: MonitorSmartphone,
      to: paths.sessions(),
      permission: listSessions,
      order: 30,
    },
    {
      area: 'people',
      label: 'staff.keys.title',
      icon: KeyRound,
      to: paths.apiKeys(),
      permission: 'staff.api-keys',
      order: 40,
    },
  ],
  actions: [
    {
      label: 'staff.invite.open',
      icon: UserPlus,
      to: `${paths.staff()}?open=invite`,
      permission: inviteMember,
    },
    {
      label: 'staff.keys.make',
      icon: KeyRound,
      to: `${paths.apiKeys()}?open=new`,
      permission: 'staff.api-keys',
    },
  ],
  finders: [
    {
      name: 'staff',
      permission: listMembers,
      find: async (query, signal) => {
        const { items } = await call(listMembers, { q: query, limit: FOUND_MAX }, { signal })
        return items.map((member) => ({
          icon: UserRound,
          title: member.name,
          detail: member.roles.map((held) => held.roleName).join(', '),
          to: paths.staffMember(member.id),
        }))
      },
    },
  ],
})
