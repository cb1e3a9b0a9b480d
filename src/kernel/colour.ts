import { z } from 'zod'

/** sRGB, each part 0–255. */
export type Rgb = { readonly r: number; readonly g: number; readonly b: number }

const HEX = /^#[0-9a-f]{6}$/

/** `#0F9`, `0ff099` and `#0FF099` → `#0ff099`; nothing when it is no colour. */
export function parseHex(given: string): string | undefined {
  const digits = given.trim().toLowerCase().replace(/^#/, '')
  if (/^[0-9a-f]{3}$/.test(digits)) {
    return `#${Array.from(digits, (digit) => digit + digit).join('')}`
  }
  return /^[0-9a-f]{6}$/.test(digits) ? `#${digits}` : undefined
}

export const colour = z
  .string()
  .max(20)
  .overwrite((given) => parseHex(given) ?? given)
  .refine((given) => HEX.test(given), 'A colour such as #0f766e.')

export function toRgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16)
  return { r: (value >> 16) & 255, g: (value >> 8) & 255, b: value & 255 }
}

export function toHex({ r, g, b }: Rgb): string {
  const part = (value: number) =>
    Math.round(Math.min(255, Math.max(0, value)))
      .toString(16)
      .padStart(2, '0')
  return `#${part(r)}${part(g)}${part(b)}`
}

/** Relative luminance, 0–1 (WCAG 2.2 definition). */
export function luminance(hex: string): number {
  const { r, g, b } = toRgb(hex)
  const linear = (part: number) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

/** Contrast ratio, 1–21 (WCAG 2.2). Text needs 4.5, large text and controls 3. */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** Black or white, whichever reads better on the ground; one of them always reaches 4.5. */
export function textOn(ground: string): '#000000' | '#ffffff' {
  return contrast(ground, '#ffffff') >= contrast(ground, '#000000') ? '#ffffff' : '#000000'
}

/** `share` of the way from one colour to the other. */
export function mix(from: string, to: string, share: number): string {
  const a = toRgb(from)
  const b = toRgb(to)
  const at = (x: number, y: number) => x + (y - x) * share
  return toHex({ r: at(a.r, b.r), g: at(a.g, b.g), b: at(a.b, b.b) })
}

/** The nearest shade of a colour that keeps `ratio` on the ground: darker on light, lighter on dark. */
export function readableOn(given: string, ground: string, ratio = 4.5): string {
  const towards = textOn(ground)
  for (let step = 0; step <= 50; step++) {
    const shade = mix(given, towards, step / 50)
    if (contrast(shade, ground) >= ratio) return shade
  }
  return towards
}
