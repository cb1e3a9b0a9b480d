import type { FileReply } from '#platform/serve.ts'
import type { Read } from '#platform/tx.ts'
import { brand, derivePalette, type Brand } from '../contract.ts'
import { noLogo } from '../refusals.ts'
import { organizationNow } from './organization.ts'

export async function brandNow(read: Read): Promise<Brand> {
  const isp = await organizationNow(read)
  const look = await read.sql
    .selectFrom('organization.brand')
    .select(['primary_colour', 'accent_colour', 'logo_type', 'logo_tag', 'version'])
    .executeTakeFirstOrThrow()
  return {
    name: isp.tradingName,
    primary: look.primary_colour,
    accent: look.accent_colour,
    ...derivePalette(look.primary_colour, look.accent_colour),
    logoUrl: look.logo_tag && `/api/brand/logo?tag=${look.logo_tag}`,
    logoType: brand.shape.logoType.parse(look.logo_type),
    supportPhone: isp.supportPhone,
    supportEmail: isp.supportEmail,
    website: isp.website,
    language: isp.language,
    timeZone: isp.timeZone,
    version: look.version,
  }
}

const EXTENSIONS = { 'image/png': 'png', 'image/webp': 'webp', 'image/svg+xml': 'svg' } as const

export async function logoNow(read: Pick<Read, 'sql'>): Promise<FileReply> {
  const logo = await logoIfAny(read)
  if (!logo) throw noLogo()
  return logo
}

export async function logoIfAny(read: Pick<Read, 'sql'>): Promise<FileReply | undefined> {
  const look = await read.sql
    .selectFrom('organization.brand')
    .select(['logo', 'logo_type', 'logo_tag'])
    .executeTakeFirstOrThrow()
  const mediaType = brand.shape.logoType.parse(look.logo_type)
  if (!look.logo || !look.logo_tag || !mediaType) return undefined
  return {
    bytes: look.logo,
    mediaType,
    name: `logo.${EXTENSIONS[mediaType]}`,
    as: 'inline',
    tag: look.logo_tag,
  }
}
