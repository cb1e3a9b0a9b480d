import { Refusal } from '#kernel/refusal.ts'
import { definitionOf } from '#platform/http/strict.ts'
import { isPermission, refuseOtherSite } from '#platform/reach.ts'
import type { Route } from '#platform/serve.ts'

/** The handler of a route, kept to the sites of its caller as its route says (`SiteOf`). */
export function withinSites({ endpoint, handle, siteOf }: Route): Route['handle'] {
  if (siteOf === undefined) return handle
  return async (work, input, call) => {
    const { sites } = work
    if (sites === 'all') return handle(work, input, call)
    if (siteOf !== 'filtered') {
      refuseOtherSite(work, (await siteOf(work, input)) ?? null)
      return handle(work, input, call)
    }
    let hasLooked = false
    const watched = {
      ...work,
      get sites() {
        hasLooked = true
        return sites
      },
    }
    const result = await handle(watched, input, call)
    // Thrown inside the unit, so that what was written without looking is undone.
    if (!hasLooked && !(result instanceof Refusal))
      throw new Error(`${endpoint.name} answered without looking at the sites of its caller`)
    return result
  }
}

/** Throws for a route that could not keep its callers to their sites; compilation finds most, this what was built. */
export function checkReach({ endpoint, siteOf, stream }: Route): void {
  const { name, access, reach = 'everywhere', input } = endpoint
  if (reach === 'everywhere') return
  if (!isPermission(access))
    throw new Error(`${name} asks for no permission, so it cannot have a reach`)
  if (siteOf === undefined && !stream && !namesOneSite(input))
    throw new Error(`${name} reaches a site, but neither its input nor its route says which`)
}

function namesOneSite(input: Route['endpoint']['input']): boolean {
  const def = definitionOf(input)
  const siteId = def.type === 'object' ? def.shape['siteId'] : undefined
  return siteId !== undefined && mustBeText(definitionOf(siteId))
}

function mustBeText(def: ReturnType<typeof definitionOf>): boolean {
  return def.type === 'pipe' ? mustBeText(definitionOf(def.in)) : def.type === 'string'
}
