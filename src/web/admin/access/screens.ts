import { Activity, CircleHelp, FlaskConical, ScrollText } from 'lucide-react'
import { call } from '#kernel/client.ts'
import { explainService, listAttempts, listSessions, startTest } from '#modules/access/contract.ts'
import { defineScreens } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'

const FOUND_MAX = 5

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
  ],
  nav: [
    {
      area: 'network',
      label: 'access.online.title',
      icon: Activity,
      to: paths.online(),
      permission: listSessions,
      order: 0,
      key: 'l',
    },
    {
      area: 'network',
      label: 'access.why.nav',
      icon: CircleHelp,
      to: paths.why(),
      permission: explainService,
      order: 2,
    },
    {
      area: 'network',
      label: 'access.radius.title',
      icon: ScrollText,
      to: paths.radius(),
      permission: listAttempts,
      order: 4,
    },
  ],
  actions: [
    {
      label: 'access.why.title',
      icon: CircleHelp,
      to: paths.why(),
      permission: explainService,
    },
    {
      label: 'access.radius.tabTester',
      icon: FlaskConical,
      to: paths.radius('tester'),
      permission: startTest,
    },
  ],
  finders: [
    {
      name: 'online',
      permission: listSessions,
      find: async (query, signal) => {
        const { items } = await call(listSessions, { q: query, limit: FOUND_MAX }, { signal })
        return items.map((session) => ({
          icon: Activity,
          title: session.service?.subscriber.name ?? session.userName,
          detail: [session.userName, session.nas.name, session.ipv4].filter(Boolean).join(' · '),
          to: paths.session(session.id),
        }))
      },
    },
  ],
})
