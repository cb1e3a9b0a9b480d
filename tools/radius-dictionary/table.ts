import type { Read, ReadAttribute } from './read.ts'

/** What src/radius/dictionary/table.json holds: one line of text for each attribute, in the files' order. */
export type Table = {
  about: string
  standard: string[]
  vendors: { id: number; name: string; format: string; attributes: string[] }[]
}

const ABOUT =
  'Compiled by tools/radius-dictionary.ts from the dictionaries of the FreeRADIUS Server project and contributors ' +
  '(Debian package freeradius-common, VERSION), which are licensed under CC BY 4.0, ' +
  'https://creativecommons.org/licenses/by/4.0. Changed: FreeRADIUS-internal attributes and all comments left out, ' +
  'everything written as one line per attribute.'

/** Attributes that never cross a wire have numbers that do not fit into an octet; they are FreeRADIUS' own affair. */
function isOnWire(attribute: ReadAttribute): boolean {
  return attribute.vendor !== null || (attribute.path[0] ?? 0) <= 255
}

export function tableOf(read: Read, version: string): Table {
  const attributes = [...read.attributes.values()].filter(isOnWire)
  const of = (vendor: string | null) =>
    attributes.filter((one) => one.vendor === vendor).map((one) => lineOf(one, read))
  return {
    about: ABOUT.replace('VERSION', version),
    standard: of(null),
    vendors: [...read.vendors.values()]
      .toSorted((a, b) => a.id - b.id)
      .map(({ id, name, format }) => ({ id, name, format, attributes: of(name) }))
      .filter((vendor) => vendor.attributes.length > 0),
  }
}

/** `64 integer Tunnel-Type has_tag; PPTP=1 L2F=2`: number, type, name, flags, and the names of its values. */
function lineOf({ path, type, name, flags }: ReadAttribute, read: Read): string {
  const head = [path.join('.'), type, name, ...flags].join(' ')
  const named = [...(read.values.get(name) ?? [])].map(([text, number]) => `${text}=${number}`)
  return named.length > 0 ? `${head}; ${named.join(' ')}` : head
}
