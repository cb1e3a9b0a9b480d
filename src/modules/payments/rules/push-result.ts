import type { PushWhy } from '../contract.ts'

/**
 * What a result code of M-Pesa Express means for the payer and for us. Codes only, never their texts: those differ between
 * the documents and production (Daraja, M-Pesa Express result codes).
 */
export type PushEnd = {
  readonly state: 'paid' | 'failed' | 'cancelled' | 'timed-out'
  /** Why, in our words; see `PUSH_WORDS` of the contract. */
  readonly why: PushWhy
  /** Seconds until asking the same phone again may help; null: it will not. */
  readonly again_s: number | null
}

const AGAIN_SOON_s = 60
/** The same amount from the same phone is taken for a mistake for two minutes (code 17). */
const AGAIN_SAME_s = 130

const failed = (why: PushWhy, again_s: number | null): PushEnd => ({
  state: 'failed',
  why,
  again_s,
})
const timedOut = (why: PushWhy): PushEnd => ({ state: 'timed-out', why, again_s: AGAIN_SOON_s })
const cancelled: PushEnd = { state: 'cancelled', why: 'cancelled', again_s: 0 }

const ENDS = new Map<string, PushEnd>([
  ['0', { state: 'paid', why: 'paid', again_s: null }],
  ['1', failed('too-little-money', 0)],
  ['2', failed('amount-limit', null)],
  ['3', failed('amount-limit', null)],
  ['4', failed('day-limit', null)],
  ['8', failed('wallet-full', null)],
  ['17', failed('same-again', AGAIN_SAME_s)],
  ['26', failed('provider-busy', AGAIN_SOON_s)],
  ['1001', failed('phone-busy', AGAIN_SAME_s)],
  ['1019', timedOut('expired')],
  ['1025', failed('not-delivered', AGAIN_SAME_s)],
  ['9999', failed('not-delivered', AGAIN_SAME_s)],
  ['1031', cancelled],
  ['1032', cancelled],
  ['1037', timedOut('phone-unreachable')],
  ['2001', failed('wrong-pin', 0)],
  ['2028', failed('set-up', null)],
  ['8006', failed('pin-locked', null)],
  ['SFC_IC0003', failed('set-up', null)],
])

export function pushEnd(code: string): PushEnd {
  return ENDS.get(code) ?? failed('unknown-code', AGAIN_SOON_s)
}
