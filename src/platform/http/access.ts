import { decideAccess, type Actor } from '#kernel/actor.ts'
import { unreachable } from '#kernel/assert.ts'
import type { Endpoint } from '#kernel/endpoint.ts'
import {
  enrolFirst,
  notAllowed,
  notEverywhere,
  notForYou,
  proofNeeded,
  signInFirst,
  siteNotYours,
} from '#platform/http/refusals.ts'
import { isPermission, reachesSite, sitesOf } from '#platform/reach.ts'

/** How old a proof of identity may be for endpoints with `stepUp`, unless said. */
export const PROOF_LASTS_S = 10 * 60

/** Lets an actor call an endpoint, or refuses. Says nothing about the things that the input names. */
export function admit(
  endpoint: Endpoint,
  actor: Actor,
  { now, proofLasts_s = PROOF_LASTS_S }: { now: Temporal.Instant; proofLasts_s?: number },
): void {
  const decision = decideAccess(actor, endpoint)
  switch (decision) {
    case 'yes':
      break
    case 'sign-in':
      throw signInFirst()
    case 'enrol':
      throw enrolFirst()
    case 'forbidden':
      throw isPermission(endpoint.access) && actor.kind === 'staff'
        ? notAllowed({ permission: endpoint.access })
        : notForYou()
    case 'not-everywhere':
      throw notEverywhere({ permission: endpoint.access })
    default:
      unreachable(decision)
  }
  if (!endpoint.stepUp || actor.kind !== 'staff') return
  if (now.epochMilliseconds - actor.provenAt_ms > proofLasts_s * 1000) throw proofNeeded()
}

/** Whoever holds the endpoint's permission at some sites only may name no other one. */
export function checkSites(endpoint: Endpoint, actor: Actor, input: unknown): void {
  for (const siteId of sitesIn(input))
    if (!isWithinReach(endpoint, actor, siteId)) throw siteNotYours()
}

export function isWithinReach(endpoint: Endpoint, actor: Actor, siteId: string | null): boolean {
  return reachesSite(sitesOf(actor, endpoint), siteId)
}

/** The sites that an input names: the field `siteId`, one or several. */
export function sitesIn(input: unknown): string[] {
  if (typeof input !== 'object' || input === null || !('siteId' in input)) return []
  const named: unknown[] = Array.isArray(input.siteId) ? input.siteId : [input.siteId]
  return named.filter((siteId) => typeof siteId === 'string')
}
