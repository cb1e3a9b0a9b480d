import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router'
import { allScreens } from '#web/admin/all-screens.ts'
import { PageBroken, PageNotFound } from '#web/admin/shell/PageProblems.tsx'
import type { Screen } from '#web/admin/screens.ts'
import { loadAllTexts } from '#web/i18n/index.ts'
import { readSearch, writeSearch } from '#web/search-params.ts'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'

const root = createRootRoute({ component: Outlet, notFoundComponent: PageNotFound })

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: lazyRouteComponent(async () => {
    const texts = loadAllTexts()
    const { Shell } = await import('#web/admin/shell/Shell.tsx')
    await texts
    return { Shell }
  }, 'Shell'),
})
const bare = createRoute({ getParentRoute: () => root, id: 'bare', component: Outlet })

function routeOf(screen: Screen, parent: typeof shell | typeof bare) {
  return createRoute({
    getParentRoute: () => parent,
    path: screen.path,
    component: lazyRouteComponent(async () => ({ Page: await screen.page() }), 'Page'),
    staticData: { title: screen.title },
  })
}

const screens = allScreens.flatMap((each) => each.screens)

export const router = createRouter({
  routeTree: root.addChildren([
    shell.addChildren(
      screens.filter((each) => each.frame !== 'bare').map((each) => routeOf(each, shell)),
    ),
    bare.addChildren(
      screens.filter((each) => each.frame === 'bare').map((each) => routeOf(each, bare)),
    ),
  ]),
  parseSearch: readSearch,
  stringifySearch: writeSearch,
  defaultPreload: 'intent',
  defaultPendingComponent: PageSkeleton,
  defaultPendingMs: 200,
  defaultErrorComponent: PageBroken,
  scrollRestoration: true,
  // Another subscriber is another page: nothing that was read, opened or typed for the one may stand under the other.
  defaultRemountDeps: ({ params }) => params,
})

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    title?: Screen['title']
  }
}
