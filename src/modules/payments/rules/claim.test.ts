import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  decideClaim,
  mayClaim,
  readClaimedReceipt,
  receiptReadings,
  type Claimant,
  type ClaimedPayment,
} from './claim.ts'
import { readPayerPhone } from './payer-phone.ts'

const now = Temporal.Instant.from('2026-11-23T09:00:00Z')
const mine = { e164: '+254712345126', hash: 'a'.repeat(64) }
const other = { e164: '+254799000001', hash: 'b'.repeat(64) }
const waiting: ClaimedPayment = {
  ...{ state: 'suspense', ownerId: null, answers: null, left: 5_000n },
  ...{ paidAt: now.subtract({ hours: 1 }), payer: readPayerPhone('2547 ***** 126') },
}
const subscriber: Claimant = { who: { kind: 'subscriber', id: 'me' }, phones: [mine], said: null }
const visitor: Claimant = {
  who: { kind: 'visitor', promptId: 'mine', needs: 5_000n },
  ...{ phones: [mine], said: null },
}
const noPurchase: Claimant = { ...visitor, who: { kind: 'visitor', promptId: null, needs: 0n } }

test.each<[string, Partial<ClaimedPayment>, Partial<Claimant>, string]>([
  ['their own phone paid', {}, {}, 'give'],
  ['it is theirs already', { state: 'owned', ownerId: 'me' }, {}, 'theirs'],
  ['it is somebody else’s', { state: 'owned', ownerId: 'you' }, {}, 'taken'],
  ['it paid for a purchase', { answers: 'yours' }, {}, 'taken'],
  ['it was taken back', { state: 'reversed', ownerId: 'me' }, {}, 'reversed'],
  ['all of it was given back', { left: 0n }, {}, 'given-back'],
  ['another phone paid', {}, { phones: [other] }, 'say-phone'],
  ['another phone paid, and they say which', {}, { phones: [other], said: mine }, 'give'],
  ['they say a wrong phone', {}, { phones: [other], said: other }, 'other-phone'],
  ['its hash is known', { payer: { kind: 'hash', hash: mine.hash } }, {}, 'give'],
  ['the hash is another’s', { payer: { kind: 'hash', hash: other.hash } }, {}, 'say-phone'],
  ['nothing is known of the payer', { payer: { kind: 'nothing' } }, { phones: [] }, 'give'],
  ['a month ago', { paidAt: now.subtract({ hours: 720 }) }, {}, 'give'],
  ['a year ago', { paidAt: now.subtract({ hours: 8_760 }) }, {}, 'too-old'],
  ['a visitor, for enough', {}, visitor, 'give'],
  ['a visitor, for too little', { left: 4_999n }, visitor, 'too-little'],
  ['a visitor, of four days ago', { paidAt: now.subtract({ hours: 96 }) }, visitor, 'too-old'],
  ['a visitor who has chosen nothing', {}, noPurchase, 'choose'],
  ['a visitor who paid for this', { answers: 'mine' }, visitor, 'theirs'],
  ['a visitor who paid for another one', { answers: 'yours' }, visitor, 'taken'],
  ['a visitor who comes back', { answers: 'yours', ownerId: 'guest' }, noPurchase, 'bought'],
])('%s', (_, payment, claimant, expected) => {
  const decision = decideClaim({ ...waiting, ...payment }, { ...subscriber, ...claimant }, now)
  expect(decision.kind === 'no' ? decision.why : decision.kind).toBe(expected)
})

test.each([
  ['TKN5E9T3UC', 'TKN5E9T3UC'],
  [' tkn5 e9t3uc ', 'TKN5E9T3UC'],
  ['TKN5E9T3UC Confirmed. Ksh500.00 sent to KASI for account 10000017 on 23/11/26', 'TKN5E9T3UC'],
  ['Confirmed. 0712345678', undefined],
  ['CONFIRMEDA', undefined],
  ['', undefined],
])('%j holds the receipt %j', (given, receipt) => {
  expect(readClaimedReceipt(given)).toBe(receipt)
})

test('of a receipt every reading is the same receipt read aloud, and the one that was typed is among them', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Z][A-Z0-9]{9}$/), (receipt) => {
      const aloud = (one: string) => one.replaceAll('O', '0').replaceAll('I', '1')
      const readings = receiptReadings(receipt)
      expect(readings).toContain(receipt)
      expect(new Set(readings.map(aloud))).toEqual(new Set([aloud(receipt)]))
      expect(readings.length).toBeLessThanOrEqual(16)
    }),
  )
})

test('five wrong claims are a mistake, the sixth is guessing; behind one address may be many people', () => {
  expect(mayClaim({ subscriber: 4, device: 0, address: 59 })).toBe(true)
  expect(mayClaim({ subscriber: 5, device: 0, address: 0 })).toBe(false)
  expect(mayClaim({ subscriber: 0, device: 5, address: 5 })).toBe(false)
  expect(mayClaim({ subscriber: 0, device: 0, address: 60 })).toBe(false)
})
