import { expect, test } from 'vitest'
import { warningsOf } from './warnings.ts'

const when = { today: Temporal.PlainDate.from('2026-11-20'), odpcNoticeDays: 60 }
const whole = {
  kraPin: 'P051234567X',
  caLicenceNumber: 'TL/ASP/00123',
  odpcRegistration: { number: '123-4567-89AB', expiresOn: '2027-06-30' },
  dataProtectionOfficer: { name: 'A', phone: null, email: null },
}

test('an ISP with its papers in order owes nothing', () => {
  expect(warningsOf(whole, when)).toEqual([])
})

test.each([
  [{ kraPin: null }, 'kra-pin-missing'],
  [{ caLicenceNumber: null }, 'ca-licence-missing'],
  [{ odpcRegistration: null }, 'odpc-missing'],
  [{ odpcRegistration: { number: 'x', expiresOn: '2027-01-19' } }, 'odpc-expires-soon'],
  [{ odpcRegistration: { number: 'x', expiresOn: '2026-11-20' } }, 'odpc-expires-soon'],
  [{ odpcRegistration: { number: 'x', expiresOn: '2026-11-19' } }, 'odpc-expired'],
  [{ dataProtectionOfficer: null }, 'data-protection-officer-missing'],
])('%j warns of %s', (missing, warning) => {
  expect(warningsOf({ ...whole, ...missing }, when)).toEqual([warning])
})

test('sixty-one days ahead is early enough to say nothing', () => {
  const odpcRegistration = { number: 'x', expiresOn: '2027-01-20' }
  expect(warningsOf({ ...whole, odpcRegistration }, when)).toEqual([])
})
