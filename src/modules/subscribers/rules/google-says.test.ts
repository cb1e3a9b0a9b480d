import { expect, test } from 'vitest'
import { whatGoogleSays } from './google-says.ts'

const sub = '1084'
const vouched = (email: string) => ({ kind: 'vouched', email, subject: sub })
const not = { kind: 'not-vouched' }

test.each([
  [
    'its own mail',
    { sub, email: 'amina@gmail.com', email_verified: true },
    vouched('amina@gmail.com'),
  ],
  [
    'in any case',
    { sub, email: 'Amina@Gmail.com', email_verified: true },
    vouched('amina@gmail.com'),
  ],
  [
    'an organisation that has its mail there',
    { sub, email: 'a@savanna.co.ke', email_verified: true, hd: 'savanna.co.ke' },
    vouched('a@savanna.co.ke'),
  ],
  ['somebody else’s mail, verified once', { sub, email: 'a@yahoo.com', email_verified: true }, not],
  ['not verified', { sub, email: 'amina@gmail.com', email_verified: false }, not],
  ['verified as a text', { sub, email: 'amina@gmail.com', email_verified: 'true' }, not],
  ['a name that only ends alike', { sub, email: 'a@notgmail.com', email_verified: true }, not],
  ['a domain of no name', { sub, email: 'a@b.co.ke', email_verified: true, hd: '' }, not],
  ['no address', { sub, email_verified: true }, not],
  ['no account', { email: 'amina@gmail.com', email_verified: true }, not],
])('Google vouches for %s', (_, claims, says) => {
  expect(whatGoogleSays(claims)).toEqual(says)
})
