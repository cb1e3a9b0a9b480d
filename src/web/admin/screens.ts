import type { Needed } from '#web/session.ts'
import type { LucideIcon } from 'lucide-react'
import type { ComponentType } from 'react'
import type { TextKey } from '#web/i18n/index.ts'

/** The areas of the navigation, in their order. An area without a screen is not shown. */
export const AREAS = [
  'home',
  'subscribers',
  'network',
  'catalog',
  'money',
  'organization',
  'people',
  'system',
] as const
export type Area = (typeof AREAS)[number]

export type Screen = {
  /** As in `paths.ts`, with `$name` for what changes: `/sites/$siteId`. */
  readonly path: string
  /** Loaded when somebody goes there: `() => import('./Sites.tsx').then((m) => m.Sites)`. */
  readonly page: () => Promise<ComponentType>
  readonly title: TextKey
  /** `bare`: without navigation and without a session (sign-in, set-up). */
  readonly frame?: 'shell' | 'bare'
}

export type NavItem = {
  readonly area: Area
  readonly label: TextKey
  readonly icon: LucideIcon
  readonly to: string
  /** Areas that one may not read are not in the navigation. */
  readonly permission?: Needed
  /** Order inside the area. */
  readonly order: number
  /** Pressed after `g`: one letter, unique. */
  readonly key?: string
}

/** Something to do from anywhere, offered by the command palette. */
export type Action = {
  readonly label: TextKey
  readonly icon: LucideIcon
  readonly to: string
  readonly permission?: Needed
}

/** One thing that was found by name. */
export type Found = {
  readonly icon: LucideIcon
  readonly title: string
  readonly detail?: string
  readonly to: string
}

/** Looks in one list of a room for the command palette; at most a handful of answers. */
export type Finder = {
  readonly name: string
  readonly permission: Needed
  readonly find: (query: string, signal: AbortSignal) => Promise<readonly Found[]>
}

export type Screens = { readonly screens: readonly Screen[] }

/** How one gets to them. Needed by those who are in, so the sign-in page does without them and the contracts that they name. */
export type Ways = {
  readonly nav?: readonly NavItem[]
  readonly actions?: readonly Action[]
  readonly finders?: readonly Finder[]
}

/** What a folder of `web/admin/` brings: its file `screens.ts` exports `screens = defineScreens({…})`. */
export function defineScreens(screens: Screens): Screens {
  return screens
}

/** What leads to a folder's screens, if anything does: its file `ways.ts` exports `ways = defineWays({…})`. */
export function defineWays(ways: Ways): Ways {
  return ways
}
