import { type Screen } from '#web/admin/screens.ts'
import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

const bare = { frame: 'bare' } satisfies Partial<Screen>

export const screens = defineScreens({
  screens: [
    {
      ...bare,
      path: paths.signIn(),
      page: () => import('./SignInPage.tsx').then((module) => module.SignInPage),
      title: 'signIn.title',
    },
    {
      ...bare,
      path: paths.enrol(),
      page: () => import('./EnrolPage.tsx').then((module) => module.EnrolPage),
      title: 'signIn.enrol.title',
    },
    {
      ...bare,
      path: paths.forgotten(),
      page: () => import('./ForgottenPage.tsx').then((module) => module.ForgottenPage),
      title: 'signIn.forgot.title',
    },
    {
      ...bare,
      path: paths.invitation(),
      page: () => import('./InvitationPage.tsx').then((module) => module.InvitationPage),
      title: 'signIn.title',
    },
    {
      ...bare,
      path: paths.setUp(),
      page: () => import('./SetUpOwnerPage.tsx').then((module) => module.SetUpOwnerPage),
      title: 'signIn.setUp.title',
    },
  ],
})
