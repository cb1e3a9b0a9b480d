import { useQuery } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { call } from '#kernel/client.ts'
import type { Endpoint, Permission } from '#kernel/endpoint.ts'
import { readBrand, type Brand } from '#modules/organization/contract.ts'
import { whoAmI, type Me } from '#modules/staff/contract.ts'
import { useText, type TextKey } from '#web/i18n/index.ts'
import { queries, SESSION_KEY } from '#web/queries.ts'

const SESSION = { queryKey: SESSION_KEY, queryFn: () => call(whoAmI, {}) }

/** Who is signed in. Outside the shell (sign-in, style page) there may be nobody. */
export const MeContext = createContext<Me | undefined>(undefined)

export function useMe(): Me | undefined {
  return useContext(MeContext)
}

export function useSession() {
  // No interval: asking counts as activity, and an unattended screen must reach its idle end.
  // Whoever comes back to this tab may have signed in as somebody else in another.
  return useQuery({ ...SESSION, staleTime: 60_000, refetchOnWindowFocus: 'always' })
}

/** After sign-in, sign-out or a change of one's own profile. */
export async function refreshSession(): Promise<void> {
  await queries.resetQueries({ queryKey: SESSION_KEY })
}

/** Forgets everything that was read, so that the next person at this machine sees none of it. */
export function forgetEverything(): void {
  queries.clear()
}

/**
 * Once a session has ended, nothing that was read in it stays with the page (ASVS 5.0 V14.3.1): who signs in next may be
 * somebody else.
 */
export function forgetWhatWasRead(): void {
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] })
}

/** An endpoint, with its reach; or a permission, which is then needed everywhere. */
export type Needed = Permission | Pick<Endpoint, 'access' | 'reach'>

/** May the person do this, at this site? Screens disable with a reason instead of hiding: `useMayNot`. */
export function useCan(): (needed: Needed, siteId?: string) => boolean {
  const me = useMe()
  return (needed, siteId) => me !== undefined && obstacle(me, needed, siteId) === undefined
}

/** Why the person may not do this, at this site, in words for a button; false where they may. */
export function useMayNot(): (needed: Needed, siteId?: string) => string | false {
  const t = useText()
  const me = useMe()
  return (needed, siteId) => {
    const why = me === undefined ? 'common.form.notAllowed' : obstacle(me, needed, siteId)
    return why !== undefined && t(why)
  }
}

function obstacle(me: Me, needed: Needed, siteId?: string): TextKey | undefined {
  const { access, reach } = typeof needed === 'string' ? { access: needed } : needed
  if (!access.includes('.')) return undefined
  if (!me.permissions.includes(access)) return 'common.form.notAllowed'
  const sites = me.siteLimits[access] ?? me.sites
  if (sites === 'all') return undefined
  if (reach !== 'site') return 'common.form.notEverywhere'
  return siteId === undefined || sites.includes(siteId) ? undefined : 'common.form.notAtSite'
}

/** Name, logo and colours of the ISP; known before sign-in. */
export function useBrand(): Brand | undefined {
  return useQuery({
    queryKey: ['organization', 'read-brand', {}],
    queryFn: () => call(readBrand, {}),
    staleTime: 5 * 60_000,
  }).data
}
