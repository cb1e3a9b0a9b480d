import { decodeAttributes } from '#radius/dictionary/decode.ts'
import { formatValue } from '#radius/dictionary/text.ts'
import type { Pair } from '#radius/dictionary/pair.ts'
import type { Packet } from '#radius/packet.ts'

export type ShownAttribute = { name: string; value: string; hidden: boolean }

/** Not hidden by the dictionary, and yet enough to try passwords against at leisure, or to read the link. */
const PROOFS = new Set([
  ...['User-Password', 'CHAP-Password', 'MS-CHAP-Response', 'MS-CHAP2-Response'],
  ...[
    'MS-CHAP2-Success',
    'MS-CHAP-MPPE-Keys',
    'MS-MPPE-Send-Key',
    'MS-MPPE-Recv-Key',
    'EAP-Message',
  ],
])

/** The attributes of a packet by name, for people; what is hidden in it stays hidden. */
export function shownAttributes(packet: Packet): ShownAttribute[] {
  return decodeAttributes(packet).map((pair) => {
    const hidden = isHidden(pair)
    const tag = pair.tag ? `:${pair.tag}` : ''
    return {
      name: `${pair.attribute.name}${tag}`,
      value: hidden ? '' : formatValue(pair),
      hidden,
    }
  })
}

function isHidden({ attribute, value }: Pair): boolean {
  if (attribute.hiding !== 'none' || PROOFS.has(attribute.name)) return true
  return Array.isArray(value) && value.some(isHidden)
}
