/** A text that came to a phone. */
export type TextOnPhone = {
  readonly id: string
  readonly to: string
  readonly from: string
  readonly text: string
  readonly by: 'africastalking' | 'bulk' | 'whatsapp'
  readonly at: Temporal.Instant
}

/**
 * What may go wrong between a gateway and us. `refuse`: the number is not one. `blocked`: its owner refuses. `poor`: our credit is used
 * up. `broken`: answers 500. `silent`: takes it and does not answer. `undelivered`: taken, and reported as lost.
 * `twice`: reported twice. `early`: reported before the answer. `unreported`: never reported. `known-number`: taken by the number of the
 * one before, which only Africa's Talking does here.
 */
export const TEXT_FAULTS = [
  'refuse',
  'blocked',
  'poor',
  'broken',
  'silent',
  'undelivered',
  'twice',
  'early',
  'unreported',
  'known-number',
] as const
export type TextFault = (typeof TEXT_FAULTS)[number]
