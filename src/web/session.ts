import { useQuery } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { call } from '#kernel/client.ts'
import type { Permission } from '#kernel/endpoint.ts'
import { readBrand, type Brand } from '#modules/organization/contract.ts'
import { whoAmI, type Me } from '#modules/staff/contract.ts'
import { queries, SESSION_KEY } from '#web/queries.ts'

const SESSION = { queryKey: SESSION_KEY, queryFn: () => call(whoAmI, {}) }

/** Who is signed in. Outside the shell (sign-in, style page) there may be nobody. */
export const MeContext = createContext<Me | undefined>(undefined)

export function useMe(): Me | undefined {
  return useContext(MeContext)
}

export function useSession() {
  // No interval: asking counts as activity, and an unattended screen must reach its idle end.
  return useQuery({ ...SESSION, staleTime: 60_000 })
}

/** After sign-in, sign-out or a change of one's own profile. */
export async function refreshSession(): Promise<void> {
  await queries.resetQueries({ queryKey: SESSION_KEY })
}

/** Forgets everything that was read, so that the next person at this machine sees none of it. */
export function forgetEverything(): void {
  queries.clear()
}

/** May the person do this? Screens disable with a reason instead of hiding, see `useAllowed`. */
export function useCan(): (permission: Permission) => boolean {
  const me = useMe()
  return (permission) => me?.permissions.includes(permission) ?? false
}

/** Name, logo and colours of the ISP; known before sign-in. */
export function useBrand(): Brand | undefined {
  return useQuery({
    queryKey: ['organization', 'read-brand', {}],
    queryFn: () => call(readBrand, {}),
    staleTime: 5 * 60_000,
  }).data
}
