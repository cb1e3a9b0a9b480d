import { beforeAll, expect, test } from 'vitest'
import { nobody, type Actor } from '#kernel/actor.ts'
import { catalogueOf, openRooms } from '#main/rooms.ts'
import { rolesFor } from '#modules/staff/rules/first-roles.ts'
import { movedClock } from '#platform/clock.ts'
import {
  accessMatrix,
  matrixViolations,
  OWN_SITE,
  type Caller,
  type MatrixRow,
  type WithoutPermission,
} from '#platform/http/matrix.ts'
import type { Manifest } from '#platform/manifest.ts'
import { owner, staffWith, TEST_START } from '#platform/testing.ts'
import { realVault, scratchDirectory } from '#platform/vault/testing.ts'
import { openMailbox } from '#sim/mailbox.ts'

/**
 * Every endpoint of the building that asks for no permission, and why. Adding one here is a decision: whoever
 * reviews it asks who may call it now that could not before.
 */
const WITHOUT_PERMISSION: WithoutPermission = {
  // Before anybody is known: the set-up, signing in, invitations; and what the sign-in page shows.
  'organization.read-brand': 'anyone',
  'organization.read-logo': 'anyone',
  'organization.read-portal-manifest': 'anyone',
  'staff.accept-invitation': 'anyone',
  'staff.ask-password-reset': 'anyone',
  'staff.give-second-factor': 'anyone',
  'staff.look-at-invitation': 'anyone',
  'staff.look-at-set-up': 'anyone',
  'staff.reset-password': 'anyone',
  'staff.send-email-code': 'anyone',
  'staff.set-up-owner': 'anyone',
  'staff.sign-in': 'anyone',
  'staff.sign-in-with-passkey': 'anyone',
  'staff.start-passkey-sign-in': 'anyone',
  // While the second factor is still owed: setting it up, and leaving again.
  'staff.add-passkey': 'enrolling',
  'staff.confirm-totp': 'enrolling',
  'staff.get-factors': 'enrolling',
  'staff.prove-identity': 'enrolling',
  'staff.sign-out': 'enrolling',
  'staff.start-passkey': 'enrolling',
  'staff.start-proof-passkey': 'enrolling',
  'staff.start-totp': 'enrolling',
  'staff.who-am-i': 'enrolling',
  // One's own profile, factors and sessions.
  'desk.read-now': 'signed-in',
  'platform.live': 'signed-in',
  'staff.change-email': 'signed-in',
  'staff.change-password': 'signed-in',
  'staff.change-profile': 'signed-in',
  'staff.confirm-email': 'signed-in',
  'staff.end-my-other-sessions': 'signed-in',
  'staff.end-my-session': 'signed-in',
  'staff.list-my-sessions': 'signed-in',
  'staff.remove-passkey': 'signed-in',
  'staff.remove-totp': 'signed-in',
  'staff.rename-passkey': 'signed-in',
  'staff.renew-recovery-codes': 'signed-in',
  // The portal, before and after a subscriber is known; what it answers is theirs by its query.
  'subscribers.ask-sign-in-code': 'anyone',
  'subscribers.sign-in-with-code': 'anyone',
  'subscribers.sign-in-with-password': 'anyone',
  'subscribers.read-sign-in-ways': 'anyone',
  'subscribers.begin-passkey-sign-in': 'anyone',
  'subscribers.sign-in-with-passkey': 'anyone',
  'subscribers.begin-google-sign-in': 'anyone',
  'subscribers.finish-google-sign-in': 'anyone',
  'access.read-my-connection': 'subscriber',
  'billing.accept-my-plan-quote': 'subscriber',
  'billing.buy-my-addon': 'subscriber',
  'billing.list-my-addons': 'subscriber',
  'billing.list-my-invoices': 'subscriber',
  'billing.list-my-plans': 'subscriber',
  'billing.move-my-money': 'subscriber',
  'billing.quote-my-addon': 'subscriber',
  'billing.quote-my-plan': 'subscriber',
  'billing.read-my-money': 'subscriber',
  'billing.renew-my-service': 'subscriber',
  'documents.download-my-document': 'subscriber',
  'documents.download-my-receipt': 'subscriber',
  'documents.download-my-statement': 'subscriber',
  'messaging.add-push-address': 'subscriber',
  'messaging.list-my-messages': 'subscriber',
  'messaging.read-push-key': 'subscriber',
  'messaging.remove-push-address': 'subscriber',
  'payments.ask-me-to-pay': 'subscriber',
  'payments.ask-my-qr': 'subscriber',
  'payments.claim-my-payment': 'subscriber',
  'payments.list-my-payments': 'subscriber',
  'payments.read-how-to-pay': 'subscriber',
  'payments.read-my-claim': 'subscriber',
  'payments.read-my-qr': 'subscriber',
  'notices.send-my-receipt': 'subscriber',
  'payments.read-my-prompt': 'subscriber',
  'payments.list-my-standing-orders': 'subscriber',
  'payments.ask-my-standing-order': 'subscriber',
  'payments.end-my-standing-order': 'subscriber',
  'services.forget-my-device': 'subscriber',
  'services.list-my-devices': 'subscriber',
  'services.list-my-services': 'subscriber',
  'services.name-my-device': 'subscriber',
  'services.pause-my-service': 'subscriber',
  'services.resume-my-service': 'subscriber',
  'services.set-my-auto-renew': 'subscriber',
  'subscribers.add-my-passkey': 'subscriber',
  'subscribers.begin-my-passkey': 'subscriber',
  'subscribers.read-my-ways-in': 'subscriber',
  'subscribers.remove-my-passkey': 'subscriber',
  'subscribers.rename-my-passkey': 'subscriber',
  'subscribers.unlink-google': 'subscriber',
  'subscribers.change-my-language': 'subscriber',
  'subscribers.choose-person': 'subscriber',
  'subscribers.read-me': 'subscriber',
  'subscribers.set-my-consent': 'subscriber',
  'subscribers.set-my-password': 'subscriber',
  'subscribers.sign-out': 'subscriber',
  'usage.read-my-usage': 'subscriber',
  'vouchers.pay-with-my-voucher': 'subscriber',
  // What a router fetches by itself: pages without a secret, the same for everybody.
  'hotspot.router-file': 'anyone',
}

const ROLES = [
  'administrator',
  'finance',
  'cashier',
  'support',
  'network',
  'technician',
  'reseller',
  'auditor',
]

const clock = movedClock(TEST_START)
let manifests: readonly Manifest[]
let rows: MatrixRow[]

function asStaff(actor: Actor) {
  if (actor.kind !== 'staff') throw new Error('These are staff')
  return actor
}

beforeAll(async () => {
  manifests = openRooms({
    vault: await realVault(),
    clock,
    home: scratchDirectory(),
    mail: openMailbox(),
    origin: () => new URL('http://localhost'),
    distrust: () => undefined,
    radiusAt: () => ({ address: '127.0.0.1', port: 1812 }),
    allowPrivate: false,
  })
  const permissions = [...catalogueOf(manifests).keys()]
  const all = asStaff(owner(manifests))
  const callers: Caller[] = [
    { name: 'nobody', actor: nobody },
    { name: 'owner', actor: all },
    ...ROLES.map((role) => ({
      name: role,
      actor: staffWith(permissions.filter((permission) => rolesFor(permission).includes(role))),
    })),
    { name: 'staff without a role', actor: staffWith([]) },
    { name: 'owner at another site', actor: { ...all, sites: [OWN_SITE] } },
    { name: 'owner of one site, there', actor: { ...all, sites: [OWN_SITE] }, site: OWN_SITE },
    {
      name: 'whoever holds each permission at one site only, and is at all of them',
      actor: { ...all, siteLimits: new Map(permissions.map((each) => [each, [OWN_SITE]])) },
    },
    { name: 'owner who owes a second factor', actor: { ...all, standing: 'enrolling' } },
    { name: 'owner with an old proof of identity', actor: { ...all, provenAt_ms: 0 } },
    { name: 'API key of the owner', actor: { ...all, via: { kind: 'api-key', id: all.id } } },
    {
      name: 'subscriber',
      actor: { kind: 'subscriber', id: all.id, via: { kind: 'session', id: all.id } },
    },
  ]
  rows = await accessMatrix({ manifests, clock, callers, withoutPermission: WITHOUT_PERMISSION })
}, 120_000)

test('everybody comes exactly as far as they should, at every endpoint', () => {
  expect(matrixViolations(rows)).toEqual([])
})

test('the walk went everywhere', () => {
  const endpoints = manifests.flatMap(({ routes = [] }) => routes)
  expect(endpoints.length).toBeGreaterThan(80)
  expect(rows).toHaveLength(endpoints.length * 18)
  const reached = new Set(rows.map(({ got }) => got))
  expect([...reached].toSorted()).toEqual([
    'enrol',
    'forbidden',
    'in',
    'not-everywhere',
    'old-proof',
    'other-site',
    'sign-in',
  ])
})

test('no endpoint is excused that is not there', () => {
  const names = manifests.flatMap(({ routes = [] }) => routes.map(({ endpoint }) => endpoint.name))
  expect(
    Object.keys(WITHOUT_PERMISSION).filter((name) => !names.some((known) => known === name)),
  ).toEqual([])
})
