import type { LogoVerdict } from './logo.ts'
import { multiplies, type Reference } from './svg-references.ts'

/**
 * An SVG is a program as much as a picture. This reads it strictly and accepts only what can draw: known
 * elements, known attributes, references inside the file. Everything else is refused, not cut out: what
 * was cut is what the next parser reads differently.
 */
const ELEMENTS = new Set(
  `svg g defs title desc symbol use path rect circle ellipse line polyline polygon text tspan
  linearGradient radialGradient stop clipPath mask pattern marker filter feGaussianBlur feOffset feBlend
  feColorMatrix feFlood feComposite feMerge feMergeNode feDropShadow`.split(/\s+/),
)

const ATTRIBUTES = new Set(
  `id class version viewBox width height x y x1 y1 x2 y2 cx cy r rx ry fx fy fr d points dx dy rotate
  textLength lengthAdjust transform gradientTransform patternTransform gradientUnits patternUnits
  patternContentUnits clipPathUnits maskUnits maskContentUnits markerUnits markerWidth markerHeight refX
  refY orient spreadMethod preserveAspectRatio offset pathLength in in2 result mode operator type values
  stdDeviation k1 k2 k3 k4 filterUnits primitiveUnits role aria-label aria-hidden focusable fill
  fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin
  stroke-miterlimit stroke-dasharray stroke-dashoffset opacity color display visibility overflow
  clip-path clip-rule mask filter marker-start marker-mid marker-end stop-color stop-opacity flood-color
  flood-opacity font-family font-size font-weight font-style text-anchor dominant-baseline
  alignment-baseline letter-spacing word-spacing paint-order vector-effect shape-rendering
  text-rendering color-interpolation color-interpolation-filters mix-blend-mode isolation style href
  xlink:href xml:space xmlns xmlns:xlink enable-background`.split(/\s+/),
)

/** `<use>` elements in one logo. */
const COPIES_MAX = 200
/** Everything that asks for something by name. */
const REFERENCES_MAX = 5_000

const NAMESPACES = new Set(['http://www.w3.org/2000/svg', 'http://www.w3.org/1999/xlink'])

/** One construct at a time, from where the last ended. */
const TOKEN =
  /<!--[\s\S]*?-->|<\?xml\s[^?<>]*\?>|<\/([A-Za-z][\w:.-]*)\s*>|<([A-Za-z][\w:.-]*)((?:\s+[A-Za-z_:][\w:.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[^<]+/y
const ATTRIBUTE = /([A-Za-z_:][\w:.-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));/g
const INSIDE = /url\(\s*(["']?)#([\w.-]+)\1\s*\)/gi
const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" } as const

const no = (why: string): LogoVerdict => ({ kind: 'no', why })

export function judgeSvg(bytes: Uint8Array): LogoVerdict {
  const text = decodeUtf8(bytes)
    ?.replace(/^\uFEFF/, '')
    .trim()
  if (!text?.startsWith('<')) return no('A logo is a PNG, a WebP or an SVG.')

  const open: { name: string; id: string | undefined }[] = []
  const references: Reference[] = []
  const elements = new Map<string, string>()
  const copies: Reference[] = []
  let sawRoot = false
  let at = 0
  while (at < text.length) {
    TOKEN.lastIndex = at
    const token = TOKEN.exec(text)
    if (!token) return no(unreadable(text.slice(at, at + 9)))
    at = TOKEN.lastIndex
    const [whole, closing, opening, attributes = '', selfClosing] = token

    if (opening) {
      if (open.length === 0 && (sawRoot || opening !== 'svg'))
        return no('A logo is a PNG, a WebP or an SVG.')
      sawRoot = true
      const wrong = wrongElement(opening) ?? wrongAttributes(attributes)
      if (wrong) return no(wrong)
      const id = attributeOf(attributes, 'id')
      if (id !== undefined) elements.set(id, opening)
      const holders = [...open.map((one) => one.id), id].filter((one) => one !== undefined)
      const asked = targetsOf(attributes).map((target) => ({ holders, target }))
      references.push(...asked)
      if (opening === 'use') copies.push(...asked)
      if (!selfClosing) open.push({ name: opening, id })
      if (open.length > 100) return no('This SVG is nested too deeply.')
    } else if (closing) {
      if (open.pop()?.name !== closing)
        return no('This SVG is not well formed. Export it again as plain SVG.')
    } else if (!whole.startsWith('<')) {
      if (decodeEntities(whole) === undefined)
        return no('This SVG defines entities of its own. Save it as plain SVG.')
      if (open.length === 0 && whole.trim() !== '')
        return no('This SVG has text outside its picture.')
    }
  }
  // Copies of copies grow tenfold with each line, and stop the browser of everybody who signs in.
  const copying = new Set(copies.flatMap(({ holders }) => holders))
  if (
    copies.length > COPIES_MAX ||
    copies.some(({ target }) => copying.has(target)) ||
    references.length > REFERENCES_MAX ||
    multiplies(references, elements)
  )
    return no(
      'This SVG copies parts of itself too often. Export it again without <use>, patterns and masks.',
    )
  return sawRoot && open.length === 0
    ? { kind: 'fine', type: 'image/svg+xml' }
    : no('This SVG is cut short. Export it again.')
}

function unreadable(rest: string): string {
  if (/^<!doctype/i.test(rest))
    return 'This SVG has a DOCTYPE, which can load other files. Save it as plain SVG.'
  return 'This SVG is not well formed, or does more than draw. Save it as plain SVG.'
}

function wrongElement(name: string): string | undefined {
  return ELEMENTS.has(name)
    ? undefined
    : `This SVG has a <${name}> in it. A logo may only draw: no scripts, no embedded pages, pictures or animations. Save it as plain SVG.`
}

function wrongAttributes(attributes: string): string | undefined {
  for (const [, name = '', double, single] of attributes.matchAll(ATTRIBUTE)) {
    const value = decodeEntities(double ?? single ?? '')
    if (value === undefined) return 'This SVG defines entities of its own. Save it as plain SVG.'
    if (!ATTRIBUTES.has(name)) {
      return `This SVG has the attribute ${name}, which a logo does not need. Save it as plain SVG.`
    }
    if (name.startsWith('xmlns') && !NAMESPACES.has(value))
      return `This SVG speaks of ${value}. Save it as plain SVG.`
    if (name.endsWith('href') && !value.startsWith('#'))
      return 'This SVG refers to something outside itself.'
    if (!name.startsWith('xmlns') && reachesOut(value))
      return 'This SVG refers to something outside itself.'
  }
  return undefined
}

/** An attribute's value with its entities resolved. */
function attributeOf(attributes: string, wanted: string): string | undefined {
  for (const [, name, double, single] of attributes.matchAll(ATTRIBUTE))
    if (name === wanted) return decodeEntities(double ?? single ?? '')
  return undefined
}

/** The ids that an element asks for, in any attribute. */
function targetsOf(attributes: string): string[] {
  return [...attributes.matchAll(ATTRIBUTE)].flatMap(([, name = '', double, single]) => {
    const value = decodeEntities(double ?? single ?? '') ?? ''
    if (name.endsWith('href')) return [value.slice(1)]
    return [...value.matchAll(INSIDE)].flatMap(([, , target]) => target ?? [])
  })
}

/** `url(#shadow)` stays inside; any other address, scheme, import or CSS escape does not. */
function reachesOut(value: string): boolean {
  const rest = value.replaceAll(INSIDE, '')
  return /url\s*\(|@import|image-set|expression|:\/\/|javascript:|data:|\\/i.test(rest)
}

/** The text with its entities resolved; nothing when it names one that XML itself does not. */
function decodeEntities(text: string): string | undefined {
  if (text.replaceAll(ENTITY, '').includes('&')) return undefined
  return text.replaceAll(ENTITY, (_, decimal?: string, hex?: string, name?: keyof typeof NAMED) => {
    if (name) return NAMED[name]
    const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '0', 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
