import { defineModule } from '#platform/manifest.ts'
import { drawerClosed, drawerOpened, drawerReopened } from './events.ts'
import { invariants } from './queries/invariants.ts'
import { needsDrawer } from './queries/settings.ts'
import { routes } from './routes.ts'

export const tills = defineModule({
  name: 'tills',
  permissions: {
    'tills.read': 'See drawers of cash, their closes, and what was over or short',
    'tills.use': 'Open an own drawer, take cash in and out of it, count and close it',
    'tills.reopen': 'Reopen drawers that are closed, and close those of others',
  },
  settings: [needsDrawer],
  routes,
  announces: [drawerOpened, drawerClosed, drawerReopened],
  invariants,
})
