import { call } from '#kernel/client.ts'
import {
  explainService,
  listAttempts,
  listRealms,
  listSessions,
  startTest,
} from '#modules/access/contract.ts'
import { defineWays } from '#web/admin/screens.ts'
import { paths } from '#web/paths.ts'
import { Activity, CircleHelp, FlaskConical, Globe, ScrollText } from 'lucide-react'

const FOUND_MAX = 5

export const ways = defineWays({
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
    {
      label: 'access.realms.title',
      icon: Globe,
      to: paths.radius('realms'),
      permission: listRealms,
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
