import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

export const screens = defineScreens({
  screens: [
    {
      path: paths.online(),
      page: () => import('./OnlinePage.tsx').then((module) => module.OnlinePage),
      title: 'access.online.title',
    },
    {
      path: paths.online('past'),
      page: () => import('./PastPage.tsx').then((module) => module.PastPage),
      title: 'access.online.tabPast',
    },
    {
      path: paths.session('$sessionId'),
      page: () => import('./SessionPage.tsx').then((module) => module.SessionPage),
      title: 'access.online.title',
    },
    {
      path: paths.why(),
      page: () => import('./WhyPage.tsx').then((module) => module.WhyPage),
      title: 'access.why.title',
    },
    {
      path: paths.why('$serviceId'),
      page: () => import('./WhyPage.tsx').then((module) => module.WhyPage),
      title: 'access.why.title',
    },
    {
      path: paths.radius(),
      page: () => import('./LogPage.tsx').then((module) => module.LogPage),
      title: 'access.radius.title',
    },
    {
      path: paths.radius('drops'),
      page: () => import('./DropsPage.tsx').then((module) => module.DropsPage),
      title: 'access.radius.tabDrops',
    },
    {
      path: paths.radius('traces'),
      page: () => import('./TracesPage.tsx').then((module) => module.TracesPage),
      title: 'access.radius.tabTraces',
    },
    {
      path: paths.radiusTrace('$traceId'),
      page: () => import('./TracePage.tsx').then((module) => module.TracePage),
      title: 'access.radius.tabTraces',
    },
    {
      path: paths.radius('tester'),
      page: () => import('./TesterPage.tsx').then((module) => module.TesterPage),
      title: 'access.radius.tabTester',
    },
    {
      path: paths.radius('realms'),
      page: () => import('./RealmsPage.tsx').then((module) => module.RealmsPage),
      title: 'access.radius.tabRealms',
    },
  ],
})
