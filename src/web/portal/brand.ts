import { mix } from '#kernel/colour.ts'
import type { Brand } from '#modules/organization/contract.ts'

/** The portal puts on the colours of the ISP: buttons its first, links and what is chosen its second. */
export function wear(brand: Pick<Brand, 'light' | 'dark'>): void {
  const root = document.documentElement
  const palette = root.dataset['theme'] === 'dark' ? brand.dark : brand.light
  // Away from the text on it, so that this reads better while the button is pointed at, not worse.
  const away = palette.onPrimary === '#ffffff' ? '#000000' : '#ffffff'
  const worn = {
    '--accent': palette.primary,
    '--on-accent': palette.onPrimary,
    '--accent-hover': mix(palette.primary, away, 0.12),
    '--accent-text': palette.accentText,
  }
  for (const [name, colour] of Object.entries(worn)) root.style.setProperty(name, colour)
}
