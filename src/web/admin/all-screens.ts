import type { Screens } from '#web/admin/screens.ts'

const found = import.meta.glob<Screens>('./*/screens.ts', { eager: true, import: 'screens' })

/** Every folder's screens: a new room appears here by having a `screens.ts`. */
export const allScreens: readonly Screens[] = Object.values(found)
