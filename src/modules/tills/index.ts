/** The door: what rooms below may call and listen to. */
export { drawerFor } from './commands/drawer-for.ts'
export { drawerClosed, drawerOpened, drawerReopened } from './events.ts'
export { dayNow } from './queries/day.ts'
export { drawerNow, siteOfDrawer } from './queries/drawers.ts'
