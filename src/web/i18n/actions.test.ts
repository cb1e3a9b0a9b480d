import { expect, test } from 'vitest'
import type { Endpoint } from '#kernel/endpoint.ts'
import * as access from '#modules/access/contract.ts'
import * as network from '#modules/network/contract.ts'
import * as organization from '#modules/organization/contract.ts'
import * as messaging from '#modules/messaging/contract.ts'
import * as notices from '#modules/notices/contract.ts'
import * as ledger from '#modules/ledger/contract.ts'
import * as banking from '#modules/banking/contract.ts'
import * as billing from '#modules/billing/contract.ts'
import * as documents from '#modules/documents/contract.ts'
import * as tills from '#modules/tills/contract.ts'
import * as hotspot from '#modules/hotspot/contract.ts'
import * as vouchers from '#modules/vouchers/contract.ts'
import * as payments from '#modules/payments/contract.ts'
import * as staff from '#modules/staff/contract.ts'
import * as audit from '#platform/audit/contract.ts'
import * as operations from '#platform/operations/contract.ts'
import * as webhooks from '#platform/webhooks/contract.ts'
import { actions } from '#web/i18n/en/actions.ts'

const said = Object.entries(actions).flatMap(([room, verbs]) =>
  Object.keys(verbs).map((verb) => `${room}.${verb}`),
)
const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'method' in value && 'access' in value
/** What leaves a row in the audit trail: every write, and every look at personal data. */
const audited = [
  access,
  messaging,
  notices,
  organization,
  staff,
  network,
  ledger,
  payments,
  banking,
  billing,
  documents,
  tills,
  hotspot,
  vouchers,
  audit,
  operations,
  webhooks,
]
  .flatMap((contract) => Object.values(contract))
  .filter(isEndpoint)
  .filter(({ method, personal }) => method !== 'GET' || personal)
  .map(({ name }) => name)

test('whatever is in the audit trail is said as a sentence, and nothing else is', () => {
  expect(audited.length).toBeGreaterThan(70)
  expect(said.toSorted()).toEqual([...new Set<string>(audited)].toSorted())
})
