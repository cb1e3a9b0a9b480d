/** An element without its namespace's prefix: its elements in order, and the text that stands directly in it. */
export type Element = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly elements: Element[]
  text: string
}

export type Xml =
  | { readonly kind: 'xml'; readonly root: Element }
  | { readonly kind: 'unreadable'; readonly at: number; readonly why: string }

const DEPTH_MAX = 40
const ELEMENTS_MAX = 1_000_000
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}
const TOKEN =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[^<]+/y

/**
 * As much of XML 1.0 as statements of banks need. A file of a stranger gets no document type, so no entities of its own, nothing that is
 * fetched, and nothing that grows when it is read (OWASP, XML External Entity Prevention; ASVS 5.0 V1.5.1).
 */
export function readXml(given: string): Xml {
  const text = given.replace(/^\uFEFF/, '')
  const top: Element = { name: '', attributes: {}, elements: [], text: '' }
  const open = [top]
  let elements = 0
  TOKEN.lastIndex = 0
  const wrong = (why: string): Xml => ({ kind: 'unreadable', at: TOKEN.lastIndex, why })
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at
    const token = TOKEN.exec(text)
    if (!token) {
      TOKEN.lastIndex = at
      return wrong(text.startsWith('<!', at) ? 'A document type is not read.' : 'This is no XML.')
    }
    const [whole, data, slash, name, attributes = '', single] = token
    const inside = open.at(-1) ?? top
    if (data !== undefined) inside.text += data
    else if (name === undefined) {
      if (whole.startsWith('<')) continue
      const plain = unescaped(whole)
      if (plain === undefined) return wrong('An entity is not known.')
      inside.text += plain
    } else if (slash) {
      if (open.length < 2 || inside.name !== local(name)) return wrong(`</${name}> closes nothing.`)
      open.pop()
    } else {
      const element = {
        name: local(name),
        attributes: attributesOf(attributes),
        elements: [],
        text: '',
      }
      if (++elements > ELEMENTS_MAX) return wrong('There are too many elements.')
      inside.elements.push(element)
      if (!single && open.push(element) > DEPTH_MAX)
        return wrong('Elements stand too deep in others.')
    }
  }
  const [root] = top.elements
  if (open.length > 1) return wrong(`<${open.at(-1)?.name}> is never closed.`)
  return root && top.elements.length === 1 ? { kind: 'xml', root } : wrong('This is no XML.')
}

const local = (name: string) => name.slice(name.indexOf(':') + 1)

function attributesOf(text: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [, name = '', double, single] of text.matchAll(
    /([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g,
  ))
    found[local(name)] = unescaped(double ?? single ?? '') ?? ''
  return found
}

function unescaped(text: string): string | undefined {
  let isKnown = true
  const plain = text.replaceAll(/&(#x[\da-f]{1,6}|#\d{1,7}|\w{1,10});|&/gi, (_, name?: string) => {
    const code = /^#(x?)(.+)$/i.exec(name ?? '')
    const point = code ? Number.parseInt(code[2] ?? '', code[1] ? 16 : 10) : undefined
    const letter = point === undefined ? ENTITIES[name ?? ''] : letterOf(point)
    if (letter === undefined) isKnown = false
    return letter ?? ''
  })
  return isKnown ? plain : undefined
}

/** What may stand in XML 1.0 (§2.2): no control signs, no halves of surrogate pairs. */
function letterOf(point: number): string | undefined {
  if (point > 0x10ffff) return undefined
  const letter = String.fromCodePoint(point)
  return /[\t\n\r]|[^\p{Cc}\p{Cs}]/u.test(letter) ? letter : undefined
}

/** The elements at the end of a path, from any of those given. */
export function at(from: Element | readonly Element[], ...path: readonly string[]): Element[] {
  let found = 'name' in from ? [from] : [...from]
  for (const name of path)
    found = found.flatMap(({ elements }) => elements.filter((one) => one.name === name))
  return found
}

/** The text at the end of a path, trimmed; nothing where there is none. */
export function textAt(from: Element, ...path: readonly string[]): string | undefined {
  const [found] = at(from, ...path)
  return found?.text.trim() || undefined
}
