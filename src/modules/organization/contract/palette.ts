import { mix, readableOn, textOn } from '#kernel/colour.ts'
import type { Brand } from './brand.ts'

/**
 * The grounds that the brand stands on. Of each kind the hardest to read on: the paper of the portal is a little darker than the white of
 * the captive page, and its cards by night a little lighter.
 */
const GROUNDS = { light: '#fbf9f6', dark: '#1f1d1a' } as const

/** A button must stand out from the page by 3 to 1, text by 4.5 to 1 (WCAG 2.2, 1.4.11 and 1.4.3). */
export const CONTRAST = { shape: 3, text: 4.5 } as const

/**
 * Works out every colour of portal, captive page and documents from the two that the ISP chose. A choice
 * that would vanish on a page (yellow on white) is moved towards black or white just until it reads, so no
 * choice can make a screen that people cannot use.
 */
export function derivePalette(primary: string, accent: string): Pick<Brand, 'light' | 'dark'> {
  return { light: on(GROUNDS.light, primary, accent), dark: on(GROUNDS.dark, primary, accent) }
}

function on(ground: string, primary: string, accent: string): Brand['light'] {
  const shape = { primary: onPage(primary, ground), accent: onPage(accent, ground) }
  return {
    primary: shape.primary,
    onPrimary: textOn(shape.primary),
    accent: shape.accent,
    onAccent: textOn(shape.accent),
    primaryText: readableOn(primary, ground, CONTRAST.text),
    accentText: readableOn(accent, ground, CONTRAST.text),
  }
}

function onPage(colour: string, ground: string): string {
  // On dark pages saturated colours glare; a little white calms them before contrast is looked at.
  const calm = ground === GROUNDS.dark ? mix(colour, '#ffffff', 0.12) : colour
  return readableOn(calm, ground, CONTRAST.shape)
}
