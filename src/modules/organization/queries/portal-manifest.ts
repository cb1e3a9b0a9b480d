import type { FileReply } from '#platform/serve.ts'
import type { Read } from '#platform/tx.ts'
import { logoSize } from '../rules/logo-size.ts'
import { brandNow, logoIfAny } from './brand.ts'

/** What fits under an icon on a phone's first screen. */
const SHORT_chars = 12
/** Paper of the portal, behind the icon while it opens. */
const GROUND = '#fbf9f6'
const OURS = { src: '/favicon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }

/** The portal as it stands on a phone once it is installed: the ISP's name, colour and logo (https://www.w3.org/TR/appmanifest/). */
export async function portalManifest(read: Read): Promise<FileReply> {
  const brand = await brandNow(read)
  const logo = await logoIfAny(read)
  const sizes = logo && logoSize(logo)
  const manifest = {
    ...{ id: '/portal/', name: brand.name, lang: brand.language, display: 'standalone' },
    short_name: shortName(brand.name),
    ...{ start_url: '/portal/', scope: '/portal/' },
    ...{ background_color: GROUND, theme_color: brand.light.primary },
    icons: [
      ...(sizes === undefined
        ? []
        : [{ src: brand.logoUrl, sizes, type: brand.logoType, purpose: 'any' }]),
      OURS,
    ],
  }
  return {
    bytes: Buffer.from(JSON.stringify(manifest)),
    mediaType: 'application/manifest+json',
    ...{ name: 'portal.webmanifest', as: 'inline' },
  }
}

/** Whole words as far as they fit, else the first letters. */
function shortName(name: string): string {
  const words = name.split(' ')
  while (words.length > 1 && words.join(' ').length > SHORT_chars) words.pop()
  return words.join(' ').slice(0, SHORT_chars)
}
