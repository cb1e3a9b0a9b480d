/** An ATTRIBUTE line with its VALUEs, placed: `path` starts below the vendor, or at the standard attributes. */
export type ReadAttribute = {
  name: string
  vendor: string | null
  path: number[]
  type: string
  flags: string[]
}

export type ReadVendor = { id: number; name: string; format: string }

/** `values` is by the attribute's name: a file may name values of an attribute that a later file declares. */
export type Read = {
  vendors: Map<string, ReadVendor>
  attributes: Map<string, ReadAttribute>
  values: Map<string, Map<string, number>>
}

/** Other spellings of one type. `abinary`, Ascend's binary filters, are octets to everybody but Ascend. */
const TYPES: Record<string, string> = {
  String: 'string',
  uint32: 'integer',
  uint16: 'short',
  abinary: 'octets',
}
/** Flags that change what is on the wire. The others guide FreeRADIUS' own policies. */
const FLAGS = /^(has_tag|encrypt=[123]|concat|array)$/

/**
 * Reads FreeRADIUS' dictionary format (dictionary(5)) from the file of this name and all that it includes. `open` gives a
 * file's text, so that tests need no disk.
 */
export function readDictionary(open: (name: string) => string, names: readonly string[]): Read {
  const read: Read = { vendors: new Map(), attributes: new Map(), values: new Map() }
  for (const name of names) readFile(read, open, name)
  return read
}

type Place = { vendor: string | null; below: number[][] }

function readFile(read: Read, open: (name: string) => string, name: string): void {
  const place: Place = { vendor: null, below: [] }
  for (const [index, line] of open(name).split('\n').entries()) {
    const words = line
      .replace(/(^|\s)#.*/, '')
      .split(/\s+/)
      .filter(Boolean)
    const [word = '', ...rest] = words
    if (word === '$INCLUDE') readFile(read, open, rest[0] ?? '')
    else if (word !== '') {
      const fault = readLine(read, place, word, rest)
      if (fault) throw new Error(`${name}:${index + 1}: ${fault}: ${line}`)
    }
  }
}

function readLine(read: Read, place: Place, word: string, rest: string[]): string | undefined {
  const [name = '', second = '', third = '', fourth = ''] = rest
  switch (word) {
    case 'VENDOR':
      read.vendors.set(name, {
        id: Number(second),
        name,
        format: third.replace('format=', '') || '1,1',
      })
      return undefined
    case 'BEGIN-VENDOR':
      return beginVendor(read, place, name, second)
    case 'END-VENDOR':
      place.vendor = null
      place.below = []
      return undefined
    case 'BEGIN-TLV': {
      const tlv = read.attributes.get(name)
      if (!tlv) return 'no such TLV'
      place.below.push(tlv.path)
      return undefined
    }
    case 'END-TLV':
      place.below.pop()
      return undefined
    case 'ATTRIBUTE':
      return readAttribute(read, place, { name, number: second, type: third, flags: fourth })
    case 'VALUE': {
      const values = read.values.get(name) ?? new Map<string, number>()
      read.values.set(name, values.set(second, Number(third)))
      return Number.isSafeInteger(Number(third)) ? undefined : 'not a number'
    }
    default:
      return 'not a line of a dictionary'
  }
}

/** `format=Extended-Vendor-Specific-5` puts a vendor's attributes below 245.26 (RFC 6929 §3.5) instead of below 26. */
function beginVendor(read: Read, place: Place, name: string, format: string): string | undefined {
  const vendor = read.vendors.get(name)
  if (!vendor) return 'no such vendor'
  if (format === '') {
    place.vendor = name
    return undefined
  }
  const parent = read.attributes.get(format.replace('format=', ''))
  if (parent?.type !== 'evs') return 'no such extended space'
  place.below = [[...parent.path, vendor.id]]
  return undefined
}

type Line = { name: string; number: string; type: string; flags: string }

function readAttribute(read: Read, place: Place, line: Line): string | undefined {
  // A vendor's name may stand where the flags do: the oldest form of the file.
  const vendor = read.vendors.has(line.flags) ? line.flags : place.vendor
  const path = [...(place.below.at(-1) ?? []), ...line.number.split('.').map(Number)]
  if (path.some((part) => !Number.isSafeInteger(part))) return 'not a number'
  const flags = line.flags.split(',').filter((flag) => FLAGS.test(flag))
  read.attributes.set(line.name, {
    name: line.name,
    vendor,
    path,
    type: TYPES[line.type] ?? line.type,
    flags,
  })
  return undefined
}
