/**
 * The cookies of sign-in, in one place. `__Host-` binds a cookie to this very host over TLS (ASVS 5.0
 * V3.3.1); a browser takes it from nowhere else, so it is left off on plain HTTP, which Kasi speaks on the
 * loopback only.
 */
export type CookieName = 'session' | 'signIn' | 'device' | 'portal' | 'portalSignIn'

const NAMES: Readonly<Record<CookieName, string>> = {
  session: 'kasi',
  signIn: 'kasi-sign-in',
  device: 'kasi-device',
  portal: 'kasi-portal',
  portalSignIn: 'kasi-portal-sign-in',
}

/** Seconds; a session's cookie goes with the browser, its server side ends by itself. */
const LASTS_S: Readonly<Record<CookieName, number | undefined>> = {
  session: undefined,
  signIn: 600,
  device: 365 * 24 * 3600,
  // Of subscribers, whose phone is their own: its server side ends by itself.
  portal: 90 * 24 * 3600,
  portalSignIn: 600,
}

export function cookieName(name: CookieName, origin: URL): string {
  return isTls(origin) ? `__Host-${NAMES[name]}` : NAMES[name]
}

/** One `Set-Cookie` value. */
export function setCookie(name: CookieName, value: string, origin: URL): string {
  const lasts_s = LASTS_S[name]
  return [
    `${cookieName(name, origin)}=${value}`,
    'Path=/',
    ...(lasts_s === undefined ? [] : [`Max-Age=${lasts_s}`]),
    'HttpOnly',
    'SameSite=Lax',
    ...(isTls(origin) ? ['Secure'] : []),
  ].join('; ')
}

export function dropCookie(name: CookieName, origin: URL): string {
  return `${setCookie(name, '', origin).replace(/; Max-Age=\d+/, '')}; Max-Age=0`
}

/** The value of one cookie of a request, if it looks like one of our tokens. */
export function readCookie(
  header: string | undefined,
  name: CookieName,
  origin: URL,
): string | undefined {
  const wanted = `${cookieName(name, origin)}=`
  const found = header?.split(/;\s*/).find((cookie) => cookie.startsWith(wanted))
  const value = found?.slice(wanted.length)
  return value !== undefined && /^[\w-]{43}$/.test(value) ? value : undefined
}

function isTls(origin: URL): boolean {
  return origin.protocol === 'https:'
}
