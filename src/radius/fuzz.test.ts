import { expect, test } from 'vitest'
import { fuzz } from './testing/fuzz.ts'

test('whatever comes from the network is read without a crash, and dropped for a reason', () => {
  const { packets, parsed, admitted, drops } = fuzz(20_261_122, 20_000)
  const malformed = drops['length-field'] + drops['attribute-length'] + drops['attribute-overrun']
  expect(parsed + malformed + drops['too-short']).toBe(packets)
  // It would say nothing if everything was refused at the door, or nothing was.
  expect(admitted).toBeGreaterThan(packets / 20)
  expect(malformed).toBeGreaterThan(packets / 20)
  expect(drops['message-authenticator-wrong']).toBeGreaterThan(packets / 20)
})
