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
      value: hidden ? '' : (classText(pair) ?? formatValue(pair)),
      hidden,
    }
  })
}

/** The Class that we give is text, and tells people which session it is of; others' may be anything. */
function classText({ attribute, value }: Pair): string | undefined {
  if (attribute.name !== 'Class' || !(value instanceof Uint8Array)) return undefined
  const text = Buffer.from(value).toString('latin1')
  return /^[\x21-\x7e]+$/.test(text) ? `"${text}"` : undefined
}

function isHidden({ attribute, value }: Pair): boolean {
  if (attribute.hiding !== 'none' || PROOFS.has(attribute.name)) return true
  return Array.isArray(value) && value.some(isHidden)
}
