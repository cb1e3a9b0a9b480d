import { call } from '#kernel/client.ts'
import { listMembers, listSessions, inviteMember, listRoles } from '#modules/staff/contract.ts'
import { defineWays } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'
import { KeyRound, MonitorSmartphone, ShieldCheck, UserPlus, UserRound, Users } from 'lucide-react'

const FOUND_MAX = 5

export const ways = defineWays({
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
