import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contrast } from '#kernel/colour.ts'
import { CONTRAST, derivePalette } from './palette.ts'

const hex = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`)

test('whatever two colours are chosen, every screen can be read', () => {
  fc.assert(
    fc.property(hex, hex, (primary, accent) => {
      const { light, dark } = derivePalette(primary, accent)
      for (const [palette, page] of [
        [light, '#ffffff'],
        [light, '#fbf9f6'],
        [dark, '#0b1116'],
        [dark, '#1f1d1a'],
      ] as const) {
        expect(contrast(palette.primary, page)).toBeGreaterThanOrEqual(CONTRAST.shape)
        expect(contrast(palette.accent, page)).toBeGreaterThanOrEqual(CONTRAST.shape)
        expect(contrast(palette.onPrimary, palette.primary)).toBeGreaterThanOrEqual(CONTRAST.text)
        expect(contrast(palette.onAccent, palette.accent)).toBeGreaterThanOrEqual(CONTRAST.text)
        expect(contrast(palette.primaryText, page)).toBeGreaterThanOrEqual(CONTRAST.text)
        expect(contrast(palette.accentText, page)).toBeGreaterThanOrEqual(CONTRAST.text)
      }
    }),
  )
})

test('a good choice is kept on light pages', () => {
  expect(derivePalette('#0f766e', '#b45309').light).toMatchObject({
    primary: '#0f766e',
    onPrimary: '#ffffff',
    primaryText: '#0f766e',
  })
})
