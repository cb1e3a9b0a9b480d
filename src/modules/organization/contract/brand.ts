import { z } from 'zod'
import { colour } from '#kernel/colour.ts'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { version } from './shapes.ts'
import { LANGUAGES } from './identity.ts'

/** 512 KiB of picture; base64 makes four bytes of three. */
export const LOGO_BYTES_MAX = 512 * 1024
export const LOGO_TYPES = ['image/png', 'image/svg+xml', 'image/webp'] as const

/** Colours worked out from the two chosen ones, each readable where it is used (WCAG 2.2: 4.5 to 1). */
export const palette = z.object({
  /** Grounds of buttons and bars, and the text colour that reads on them. */
  primary: z.string(),
  onPrimary: z.string(),
  accent: z.string(),
  onAccent: z.string(),
  /** The colours as text or thin lines on the page's own ground. */
  primaryText: z.string(),
  accentText: z.string(),
})

/** Shown to everybody: sign-in, portal and captive page wear it before anybody is known. */
export const brand = z.object({
  name: z.string(),
  primary: z.string(),
  accent: z.string(),
  light: palette,
  dark: palette,
  /** Address of the logo with its fingerprint, so that it can be cached for ever; null: draw the name. */
  logoUrl: z.string().nullable(),
  logoType: z.enum(LOGO_TYPES).nullable(),
  supportPhone: z.string().nullable(),
  supportEmail: z.string().nullable(),
  website: z.string().nullable(),
  language: z.enum(LANGUAGES),
  /** Every time on a screen is shown in it, wherever the person sits. */
  timeZone: z.string(),
  version,
})
export type Brand = z.infer<typeof brand>

export const readBrand = endpoint({
  name: 'organization.read-brand',
  method: 'GET',
  path: '/api/brand',
  access: 'anyone',
  summary: 'Name, logo and colours, as portal, captive page and documents wear them.',
  input: nothing,
  reply: brand,
})

export const changeColours = endpoint({
  name: 'organization.change-colours',
  method: 'PUT',
  path: '/api/brand/colours',
  access: 'organization.change',
  summary: 'Changes the primary and the accent colour.',
  input: z.object({ primary: colour, accent: colour, version }),
  reply: brand,
})

/** The type is found in the bytes, never believed from a name. SVG with scripts or outside links is refused. */
export const uploadLogo = endpoint({
  name: 'organization.upload-logo',
  method: 'PUT',
  path: '/api/brand/logo',
  access: 'organization.change',
  summary: 'Puts a new logo in place: PNG, WebP or a harmless SVG of at most 512 KiB.',
  input: z.object({ contentBase64: z.base64().max(Math.ceil(LOGO_BYTES_MAX / 3) * 4), version }),
  reply: brand,
  bodyLimit: 1024 * 1024,
})

/** The picture itself. Its address carries its fingerprint (`brand.logoUrl`), so it may be kept for ever. */
export const readLogo = endpoint({
  name: 'organization.read-logo',
  method: 'GET',
  path: '/api/brand/logo',
  access: 'anyone',
  summary: 'The logo.',
  input: z.object({ tag: z.string().max(64).optional() }),
  reply: nothing,
  kind: 'file',
})

export const readPortalManifest = endpoint({
  name: 'organization.read-portal-manifest',
  method: 'GET',
  path: '/api/brand/portal.webmanifest',
  access: 'anyone',
  summary: 'What a phone needs to install the portal under the ISP’s name, colour and logo.',
  input: z.object({}),
  reply: nothing,
  kind: 'file',
})

export const removeLogo = endpoint({
  name: 'organization.remove-logo',
  method: 'DELETE',
  path: '/api/brand/logo',
  access: 'organization.change',
  summary: 'Takes the logo away; the name is drawn in its place.',
  input: z.object({ version: z.coerce.number().int().min(1) }),
  reply: brand,
})
