import { useSyncExternalStore } from 'react'

/** Where in the portal somebody is. Five pages need no library of routes. */
export const PAGES = ['home', 'pay', 'papers', 'messages', 'me'] as const
type PageName = (typeof PAGES)[number]
/** Where Google sends browsers back to; nothing leads there. */
const GOOGLE = '/portal/google'

export function pathOf(page: PageName): string {
  return page === 'home' ? '/portal/' : `/portal/${page}`
}

function pageNow(): PageName | 'google' {
  if (location.pathname === GOOGLE) return 'google'
  return PAGES.find((page) => page !== 'home' && location.pathname === pathOf(page)) ?? 'home'
}

const MOVED = 'portal-moved'

export function goTo(page: PageName): void {
  history.pushState(null, '', pathOf(page))
  window.dispatchEvent(new Event(MOVED))
  window.scrollTo(0, 0)
}

function subscribe(tell: () => void): () => void {
  window.addEventListener('popstate', tell)
  window.addEventListener(MOVED, tell)
  return () => {
    window.removeEventListener('popstate', tell)
    window.removeEventListener(MOVED, tell)
  }
}

export function usePage(): PageName | 'google' {
  return useSyncExternalStore(subscribe, pageNow)
}
