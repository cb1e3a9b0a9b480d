import { expect, test } from 'vitest'
import { rolesFor } from './first-roles.ts'

test.each([
  [
    'organization.read',
    [
      'administrator',
      'finance',
      'cashier',
      'support',
      'network',
      'technician',
      'reseller',
      'auditor',
    ],
  ],
  ['organization.change', ['administrator']],
  ['organization.read-settings', ['administrator', 'finance', 'auditor']],
  ['staff.assign-roles', ['administrator']],
  ['staff.attempts', ['administrator', 'auditor']],
  ['payments.refund', ['finance']],
  ['payments.record', ['finance', 'cashier']],
  ['payments.read', ['administrator', 'finance', 'cashier', 'support', 'auditor']],
  ['access.readjust', ['network']],
])('%s goes to %j', (permission, roles) => {
  expect(rolesFor(permission)).toEqual(roles)
})
