import { assert, must } from '#kernel/assert.ts'
import {
  attribute,
  type Attribute,
  type DataType,
  type Hiding,
  type VendorSpace,
} from './attribute.ts'
import table from './table.json' with { type: 'json' }

/** The shape of table.json, which tools/radius-dictionary.ts writes. */
export type Table = {
  standard: readonly string[]
  vendors: readonly { id: number; name: string; format: string; attributes: readonly string[] }[]
}

export type Dictionary = {
  standard: ReadonlyMap<number, Attribute>
  vendors: ReadonlyMap<number, VendorSpace>
  /** By the exact name; several names may stand for one number, the newest decodes. */
  named: ReadonlyMap<string, Attribute>
  /** By name, for vendors as people choose them in a profile. */
  vendorNamed: ReadonlyMap<string, VendorSpace>
}

export function loadDictionary(from: Table): Dictionary {
  const named = new Map<string, Attribute>()
  const standard = new Map<number, Attribute>()
  const vendors = new Map<number, VendorSpace>()
  place(from.standard, null, standard, named)
  for (const { id, name, format, attributes } of from.vendors) {
    const vendor: VendorSpace = { id, name, ...layoutOf(format), attributes: new Map() }
    vendors.set(id, vendor)
    place(attributes, vendor, vendor.attributes, named)
  }
  const vendorNamed = new Map([...vendors.values()].map((vendor) => [vendor.name, vendor]))
  return { standard, vendors, named, vendorNamed }
}

let loaded: Dictionary | undefined

/** Reads the table at the first call, in about 15 ms; a program that only forwards packets never pays for it. */
export function dictionary(): Dictionary {
  loaded ??= loadDictionary(table)
  return loaded
}

/** The attribute of this name. Names that staff type are looked up in `named` and may miss; a name in code may not. */
export function attributeNamed(name: string): Attribute {
  return must(dictionary().named.get(name), `the dictionary has ${name}`)
}

/** `2,1` or `1,1,c`: lengths of type and length, and WiMAX's continuation. */
function layoutOf(format: string): Pick<VendorSpace, 'typeLength' | 'lengthLength' | 'continues'> {
  const [type, length, more] = format.split(',')
  const typeLength = type === '4' ? 4 : type === '2' ? 2 : 1
  const lengthLength = length === '0' ? 0 : length === '2' ? 2 : 1
  return { typeLength, lengthLength, continues: more === 'c' }
}

function place(
  lines: readonly string[],
  vendor: VendorSpace | null,
  space: Map<number, Attribute>,
  named: Map<string, Attribute>,
): void {
  for (const line of lines) {
    const one = read(line, vendor)
    named.set(one.name, one)
    parentSpace(one, space).set(one.path.at(-1) ?? 0, one)
  }
}

/** Where the children of this attribute's parent are. An extended vendor's space is made when its first attribute comes. */
function parentSpace(one: Attribute, space: Map<number, Attribute>): Map<number, Attribute> {
  let found = space
  for (const [depth, number] of one.path.slice(0, -1).entries()) {
    let parent = found.get(number)
    if (!parent) {
      const path = one.path.slice(0, depth + 1)
      assert(path.at(-2) === 26, `${one.name} is declared after its parent`)
      parent = attribute({
        name: `Extended-Vendor-${number}`,
        vendor: one.vendor,
        path,
        type: 'tlv',
      })
      found.set(number, parent)
    }
    found = parent.children
  }
  return found
}

const HIDINGS: Record<string, Hiding> = {
  'encrypt=1': 'password',
  'encrypt=2': 'salted',
  'encrypt=3': 'ascend',
}

/** `64 integer Tunnel-Type has_tag; PPTP=1 L2F=2` */
function read(line: string, vendor: VendorSpace | null): Attribute {
  const [head = '', values] = line.split('; ')
  const [oid = '', spec = '', name = '', ...flags] = head.split(' ')
  const [, type = '', size] = /^([^[]+)(?:\[(\d+)\])?$/.exec(spec) ?? []
  const hidden = flags.find((flag) => flag in HIDINGS)
  return attribute({
    name,
    vendor,
    path: oid.split('.').map(Number),
    type: type as DataType, // the tool writes no other, and a test walks the table
    tagged: flags.includes('has_tag'),
    concat: flags.includes('concat'),
    hiding: hidden ? (HIDINGS[hidden] ?? 'none') : 'none',
    size: size ? Number(size) : null,
    ...(values ? enumerated(values) : {}),
  })
}

function enumerated(values: string): Pick<Attribute, 'nameOf' | 'numberOf'> {
  const nameOf = new Map<number, string>()
  const numberOf = new Map<string, number>()
  for (const each of values.split(' ')) {
    const cut = each.lastIndexOf('=')
    const name = each.slice(0, cut)
    const number = Number(each.slice(cut + 1))
    nameOf.set(number, name)
    numberOf.set(name, number)
  }
  return { nameOf, numberOf }
}
