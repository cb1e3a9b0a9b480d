import { judgeSvg } from './svg.ts'

export type LogoType = 'image/png' | 'image/webp' | 'image/svg+xml'
export type LogoVerdict =
  | { readonly kind: 'fine'; readonly type: LogoType }
  | { readonly kind: 'no'; readonly why: string }

const PIXELS_MAX = 4096

/**
 * What a picture really is, by its first bytes: names and declared types are lies waiting to happen.
 * Raster pictures are measured, so that no small file unfolds into gigabytes in a browser.
 */
export function judgeLogo(bytes: Uint8Array): LogoVerdict {
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return judgePng(bytes)
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return judgeWebp(bytes)
  return judgeSvg(bytes)
}

/** PNG (W3C, third edition) §5.6: IHDR comes first, IEND last. */
function judgePng(bytes: Uint8Array): LogoVerdict {
  if (
    ascii(bytes, 12, 16) !== 'IHDR' ||
    ascii(bytes, bytes.length - 8, bytes.length - 4) !== 'IEND'
  ) {
    return { kind: 'no', why: 'This PNG is cut short or damaged. Export it again.' }
  }
  const view = viewOf(bytes)
  return measured('image/png', view.getUint32(16), view.getUint32(20))
}

/** WebP container (RFC 9649 §2): the first chunk says how the size is written. */
function judgeWebp(bytes: Uint8Array): LogoVerdict {
  const damaged = {
    kind: 'no',
    why: 'This WebP is cut short or damaged. Export it again.',
  } as const
  if (bytes.length < 30) return damaged
  const view = viewOf(bytes)
  if (view.getUint32(4, true) + 8 > bytes.length) return damaged
  const low24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
  switch (ascii(bytes, 12, 16)) {
    case 'VP8X':
      return measured('image/webp', low24(24) + 1, low24(27) + 1)
    case 'VP8L': {
      const bits = view.getUint32(21, true)
      return measured('image/webp', (bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1)
    }
    case 'VP8 ':
      return measured(
        'image/webp',
        view.getUint16(26, true) & 0x3fff,
        view.getUint16(28, true) & 0x3fff,
      )
    default:
      return damaged
  }
}

function measured(type: LogoType, width: number, height: number): LogoVerdict {
  if (width < 1 || height < 1)
    return { kind: 'no', why: 'This picture has no size. Export it again.' }
  if (width > PIXELS_MAX || height > PIXELS_MAX) {
    return {
      kind: 'no',
      why: `At most ${PIXELS_MAX} pixels each way; this one is ${width} × ${height}.`,
    }
  }
  return { kind: 'fine', type }
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, place) => bytes[place] === byte)
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(Math.max(0, from), Math.max(0, to)))
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
