/** Who a request is for, by the realm in User-Name: `name@realm` (RFC 7542) or `realm\\name`, as Windows writes it. */
export type Named = { name: string; realm: string | null }

/** The last @ counts: names before it may hold one. Realms are not case-sensitive (RFC 7542 §2.4). */
export function splitRealm(text: string): Named {
  const at = text.lastIndexOf('@')
  if (at >= 0) return { name: text.slice(0, at), realm: text.slice(at + 1).toLowerCase() }
  const slash = text.indexOf('\\')
  if (slash < 0) return { name: text, realm: null }
  return { name: text.slice(slash + 1), realm: text.slice(0, slash).toLowerCase() }
}

/**
 * The entry for a realm: its own name first, then `*.example.org` from the longest to the shortest, then `*` for all that have a
 * realm. Nothing: the name is ours.
 */
export function routeOf<T>(routes: ReadonlyMap<string, T>, realm: string | null): T | undefined {
  if (realm === null || realm === '') return undefined
  const own = routes.get(realm)
  if (own !== undefined) return own
  const labels = realm.split('.')
  for (let n = 1; n < labels.length; n++) {
    const found = routes.get(`*.${labels.slice(n).join('.')}`)
    if (found !== undefined) return found
  }
  return routes.get('*')
}
