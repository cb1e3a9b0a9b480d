import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

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
})
