/** The data types of RFC 8044 by FreeRADIUS' names, and its two layouts of RFC 6929's containers. */
export type DataType =
  | 'string'
  | 'octets'
  | 'integer'
  | 'integer64'
  | 'signed'
  | 'short'
  | 'byte'
  | 'date'
  | 'ipaddr'
  | 'ipv6addr'
  | 'combo-ip'
  | 'ipv4prefix'
  | 'ipv6prefix'
  | 'ifid'
  | 'ether'
  | 'tlv'
  | 'vsa'
  | 'extended'
  | 'long-extended'
  | 'evs'

/** How a value is hidden on the wire: not, like User-Password, like Tunnel-Password, like Ascend-Send-Secret. */
export type Hiding = 'none' | 'password' | 'salted' | 'ascend'

/** One line of the dictionary, or a stand-in for what has none. */
export type Attribute = {
  readonly name: string
  readonly vendor: VendorSpace | null
  /** Below the vendor, or among the standard attributes: `[26]`, `[1, 3]` in a TLV, `[241, 1]`, `[245, 26, vendor, 1]`. */
  readonly path: readonly number[]
  readonly type: DataType
  /** Values start with a tag that groups attributes of one tunnel (RFC 2868 §3). */
  readonly tagged: boolean
  readonly hiding: Hiding
  /** A value too long for one attribute goes on in the next (EAP-Message). */
  readonly concat: boolean
  /** `octets[24]` holds exactly so many. */
  readonly size: number | null
  readonly nameOf: ReadonlyMap<number, string>
  readonly numberOf: ReadonlyMap<string, number>
  /** What a container holds, by number. */
  readonly children: Map<number, Attribute>
  /** False for a stand-in. */
  readonly known: boolean
}

/** A vendor, with the layout that it has chosen for its part of Vendor-Specific (RFC 2865 §5.26). */
export type VendorSpace = {
  readonly id: number
  readonly name: string
  readonly typeLength: 1 | 2 | 4
  readonly lengthLength: 0 | 1 | 2
  /** WiMAX: an octet between length and value, whose high bit says that the value goes on in the next attribute. */
  readonly continues: boolean
  readonly attributes: Map<number, Attribute>
}

const NO_NAMES: ReadonlyMap<number, string> = new Map()
const NO_NUMBERS: ReadonlyMap<string, number> = new Map()

type Wanted = Pick<Attribute, 'name' | 'vendor' | 'path' | 'type'> & Partial<Attribute>

export function attribute(wanted: Wanted): Attribute {
  return {
    tagged: false,
    hiding: 'none',
    concat: false,
    size: null,
    nameOf: NO_NAMES,
    numberOf: NO_NUMBERS,
    children: new Map(),
    known: true,
    ...wanted,
  }
}

/**
 * Stands in for an attribute that no dictionary knows. It has FreeRADIUS' name for such a one, `Attr-26.9.77`, and its value
 * is the octets as they came, so that writing it again changes nothing.
 */
export function unknownAttribute(vendor: VendorSpace | null, path: readonly number[]): Attribute {
  const name = `Attr-${[...(vendor ? [26, vendor.id] : []), ...path].join('.')}`
  return attribute({ name, vendor, path, type: 'octets', known: false })
}

export function unknownVendor(id: number): VendorSpace {
  return {
    id,
    name: `Vendor-${id}`,
    typeLength: 1,
    lengthLength: 1,
    continues: false,
    attributes: new Map(),
  }
}
