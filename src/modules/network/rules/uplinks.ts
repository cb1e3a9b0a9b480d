/** A primary uplink: from the site that would be cut off to the one nearer to the internet; null: a provider. */
export type Uplink = { readonly siteId: string; readonly towardsSiteId: string | null }

/** The sites of a circle that a new primary uplink would close, in their order; none when upwards still leads out. */
export function circleWith(uplinks: readonly Uplink[], wanted: Uplink): string[] {
  const up = new Map(uplinks.map((link) => [link.siteId, link.towardsSiteId]))
  up.set(wanted.siteId, wanted.towardsSiteId)
  const path = [wanted.siteId]
  let at = wanted.towardsSiteId
  while (at !== null && at !== undefined) {
    if (at === wanted.siteId) return path
    // A circle elsewhere is not this link's doing, and must not hold us up.
    if (path.includes(at)) return []
    path.push(at)
    at = up.get(at) ?? null
  }
  return []
}
