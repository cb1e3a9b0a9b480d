import { foreignOrigin } from '#platform/http/refusals.ts'

/**
 * Refuses writes that another web site makes a browser send with our cookies (CSRF; ASVS 5.0 V3.5.1).
 * Browsers say where a request comes from: `Sec-Fetch-Site`, and `Origin` where that is missing. A request
 * with neither is no browser's, so it carries nobody's cookies by accident. Bearer keys are never sent by
 * a browser on its own and need no check.
 */
export function checkOrigin(
  method: string,
  headers: Readonly<Record<string, string | undefined>>,
  ownOrigin: string | undefined,
): void {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return
  if (headers.authorization !== undefined) return

  const site = headers['sec-fetch-site']
  if (site === 'same-origin' || site === 'none') return
  const { origin } = headers
  if (origin === undefined && site === undefined) return
  if (origin !== undefined && isOurs(origin, headers.host, ownOrigin)) return
  throw foreignOrigin()
}

function isOurs(origin: string, host: string | undefined, ownOrigin: string | undefined): boolean {
  if (ownOrigin !== undefined && origin === ownOrigin) return true
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host
}
