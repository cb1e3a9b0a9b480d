/**
 * The query string as people know it: `?q=karen&county=Nairobi&county=Kiambu`. The router's own default
 * writes JSON into the address, which nobody can read or type. A value is always text, or a list of text.
 */
export type Search = Record<string, string | string[]>

export function readSearch(query: string): Search {
  const search: Search = {}
  for (const [name, value] of new URLSearchParams(query)) {
    const before = search[name]
    if (before === undefined) search[name] = value
    else search[name] = Array.isArray(before) ? [...before, value] : [before, value]
  }
  return search
}

export function writeSearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && each !== null && each !== '') params.append(name, String(each))
    }
  }
  const query = params.toString()
  return query ? `?${query}` : ''
}
