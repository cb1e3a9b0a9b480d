import type { MEDIA_TYPES } from '../contract/documents.ts'

/** What the bytes are, whatever the file was called; nothing for what is not kept. By their first bytes. */
export function mediaTypeOf(bytes: Uint8Array): (typeof MEDIA_TYPES)[number] | undefined {
  const begins = (...signature: readonly number[]) =>
    signature.every((byte, place) => bytes[place] === byte)
  if (begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (begins(0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (begins(0x52, 0x49, 0x46, 0x46) && String.fromCharCode(...bytes.subarray(8, 12)) === 'WEBP')
    return 'image/webp'
  if (begins(0x25, 0x50, 0x44, 0x46, 0x2d)) return 'application/pdf'
  return undefined
}
