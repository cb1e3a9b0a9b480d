import type { Secret } from '../secret.ts'
import type { Attribute } from './attribute.ts'
import type { Scalar } from './values.ts'

/** An attribute with its value, by name and type: what people read and write. A container's value is what it contains. */
export type Pair = {
  attribute: Attribute
  /** RFC 2868 §3.1; 0 is a tag that groups nothing. */
  tag?: number
  value: Scalar | Pair[]
}

/**
 * What hidden values are hidden with. Without it they stay octets as they came, which is what a log is to see.
 * In a reply the authenticator is that of its request; in a CoA or accounting request it is zeros.
 */
export type Key = { secret: Secret; authenticator: Uint8Array }

/** A TLV holds type, length, value, and the length counts all three. */
export const TLV_HEADER_LENGTH = 2
export const TLV_VALUE_LENGTH_MAX = 253

/** More: the value goes on in the next attribute. RFC 6929 §2.2; WiMAX has the same bit. */
export const MORE = 0x80
