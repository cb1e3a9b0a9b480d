import { expect, test } from 'vitest'
import { logoSize } from './logo-size.ts'

const png = Buffer.alloc(24)
png.writeUInt32BE(512, 16)
png.writeUInt32BE(256, 20)

test.each([
  ['image/svg+xml', Buffer.from('<svg/>'), 'any'],
  ['image/png', png, '512x256'],
  ['image/png', png.subarray(0, 20), undefined],
  ['image/webp', png, undefined],
])('of %s the size is told where its first bytes say it', (mediaType, bytes, size) => {
  expect(logoSize({ mediaType, bytes })).toBe(size)
})
