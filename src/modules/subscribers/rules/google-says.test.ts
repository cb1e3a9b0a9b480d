import { expect, test } from 'vitest'
import { whatGoogleSays } from './google-says.ts'

const subject = '1084'
const [isVerified, domain] = [true, undefined]
const not = { kind: 'not-vouched' }

test.each([
  [
    'its own mail',
    { email: 'amina@gmail.com', isVerified, domain },
    { kind: 'vouched', email: 'amina@gmail.com', subject },
  ],
  [
    'an organisation that has its mail there',
    { email: 'a@savanna.co.ke', isVerified, domain: 'savanna.co.ke' },
    { kind: 'vouched', email: 'a@savanna.co.ke', subject },
  ],
  ['somebody else’s mail, verified once', { email: 'a@yahoo.com', isVerified, domain }, not],
  ['not verified', { email: 'amina@gmail.com', isVerified: false, domain }, not],
  ['a name that only ends alike', { email: 'a@notgmail.com', isVerified, domain }, not],
  ['no address', { email: undefined, isVerified, domain }, not],
])('what Google says of %s', (_, claims, says) => {
  expect(whatGoogleSays({ subject, ...claims })).toEqual(says)
})
