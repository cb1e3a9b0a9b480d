const PNG_HEADER_bytes = 24

/** How large a picture is, as a manifest says it: `512x512`, or `any` for what can be drawn at any size. Undefined: not told by its first bytes. */
export function logoSize({
  mediaType,
  bytes,
}: {
  mediaType: string
  bytes: Uint8Array
}): string | undefined {
  if (mediaType === 'image/svg+xml') return 'any'
  if (mediaType !== 'image/png' || bytes.byteLength < PNG_HEADER_bytes) return undefined
  // The first chunk of a PNG is IHDR, which begins with width and height (PNG, section 11.2.1).
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return `${view.getUint32(16)}x${view.getUint32(20)}`
}
