import type { FileReply } from '#platform/serve.ts'

/**
 * Headers of every answer (ASVS 5.0 V3.4). Scripts, styles and workers come from our own files only. What has its
 * place on the screen computed (menus, charts, pins) sets it through the style object of its element, which the policy
 * allows; a style attribute or element that text could smuggle in does nothing.
 */
const POLICY = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'worker-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
  'object-src': "'none'",
} as const

export type PageSources = {
  /** Origins of map tiles, when the ISP uses some: they are images and downloads to the browser. */
  readonly maps?: readonly string[]
}

/** The policy of our own pages. */
export function pagePolicy(sources: PageSources = {}): string {
  const maps = sources.maps?.length ? ` ${sources.maps.join(' ')}` : ''
  return Object.entries(POLICY)
    .map(([name, value]) =>
      name === 'img-src' || name === 'connect-src' ? `${name} ${value}${maps}` : `${name} ${value}`,
    )
    .join('; ')
}

/** For JSON and files, which are no pages: nothing in them may run or load anything. */
const DATA_POLICY =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
/** A drawing (SVG) is coloured by styles of its own; there is nothing else in it for them to change. */
const DRAWING_POLICY = `${DATA_POLICY}; style-src 'unsafe-inline'`

const ALWAYS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'accelerometer=(), autoplay=(), camera=(self), display-capture=(), geolocation=(self), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), publickey-credentials-get=(self), publickey-credentials-create=(self)',
  // Browsers that know neither CSP frame-ancestors nor CORP are old, but staff have old phones.
  'x-frame-options': 'DENY',
}

/** Two years, as the preload list asks; only where the page really came over TLS (RFC 6797 §7.2). */
const HSTS = 'max-age=63072000; includeSubDomains'

export function dataHeaders(overTls: boolean): Record<string, string> {
  return {
    ...ALWAYS,
    'content-security-policy': DATA_POLICY,
    'cache-control': 'no-store',
    ...(overTls && { 'strict-transport-security': HSTS }),
  }
}

export function pageHeaders(overTls: boolean, sources?: PageSources): Record<string, string> {
  return {
    ...ALWAYS,
    'content-security-policy': pagePolicy(sources),
    ...(overTls && { 'strict-transport-security': HSTS }),
  }
}

/** For bytes that a browser shows or saves. Kept by the browser only, and asked for again each time. */
export function fileHeaders(file: FileReply, overTls: boolean): Record<string, string> {
  return {
    ...dataHeaders(overTls),
    ...(file.mediaType === 'image/svg+xml' && { 'content-security-policy': DRAWING_POLICY }),
    'content-type': file.mediaType,
    'content-disposition': disposition(file.as === 'inline' ? 'inline' : 'attachment', file.name),
    'cache-control': file.tag === undefined ? 'no-store' : 'private, no-cache',
    ...(file.tag !== undefined && { etag: `"${file.tag.replaceAll(/[^\w.-]/g, '')}"` }),
  }
}

/** RFC 6266: a plain name for old programs, and the true one in UTF-8 (RFC 8187). */
export function disposition(way: 'inline' | 'attachment', name: string): string {
  const plain = name.replaceAll(/[^\w. -]/g, '_')
  const coded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${way}; filename="${plain}"; filename*=UTF-8''${coded}`
}
