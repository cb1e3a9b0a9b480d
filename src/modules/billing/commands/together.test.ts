import { expect, test } from 'vitest'
import { aComponent, aPlan, someTerms } from '#modules/catalog/testing.ts'
import { servingFactsOf } from '#modules/services/index.ts'
import { mayBeServed } from '#modules/services/contract.ts'
import { aService } from '#modules/services/testing.ts'
import { usualTerms } from '#modules/subscribers/contract.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import type { TestTx } from '#platform/testing.ts'
import type { Tx } from '#platform/tx.ts'
import { dun } from './dun.ts'
import { handCycleOver } from './hand-cycle-over.ts'
import { promiseToPay } from './promise-to-pay.ts'
import { at, bills, charges, holds, home, linesOf, pays, PRICE, testTx } from './testing.ts'

const terms = { ...usualTerms, cycleAnchor: 1, paymentDays: 14 }
const NOON = { at: '2026-11-20T12:00:00+03:00' }

async function anOffice(tx: Tx, subscriberId: string) {
  const { id: planVersionId } = await aPlan(tx, {
    name: 'Office',
    terms: someTerms({ payment: 'postpaid', components: [aComponent({ cents: 100_000 })] }),
  })
  const { serviceId } = await aService(tx, { subscriberId, planVersionId, pay: 'postpaid' })
  return serviceId
}

async function aBranch(tx: Tx, given: { billedTo: 'self' | 'parent'; anchor?: number }) {
  const head = await aSubscriber(tx, { kind: 'company', terms })
  const { anchor = 1, billedTo } = given
  const branch = await aSubscriber(tx, {
    ...{ kind: 'company', parentId: head, terms: { ...terms, billedTo, cycleAnchor: anchor } },
  })
  return { head, branch, serviceId: await anOffice(tx, branch) }
}

async function served(tx: TestTx, serviceId: string) {
  const facts = (await servingFactsOf(tx, [serviceId])).get(serviceId)
  return facts && mayBeServed(facts, tx.now.epochMilliseconds).kind
}

test('a branch that is billed to its company from now on pays to the end of the day, and the company after that, whenever each is invoiced', async () => {
  await testTx(async (tx) => {
    const { head, branch } = await aBranch(tx, { billedTo: 'self', anchor: 15 })
    await anOffice(tx, head)
    await bills(at(tx, '2026-12-02T09:00:00+03:00'))
    const tenth = at(tx, '2026-12-10T12:00:00+03:00')
    await tenth.sql
      .updateTable('subscribers.subscriber')
      .set({ billed_to: 'parent' })
      .where('id', '=', branch)
      .execute()
    await handCycleOver(tenth, { subscriberId: branch })
    await bills(at(tx, '2026-12-11T03:00:00+03:00'))
    await bills(at(tx, '2027-01-02T03:00:00+03:00'))
    await bills(at(tx, '2027-02-02T03:00:00+03:00'))
    expect(await linesOf(tx, branch)).toEqual([
      '21 of 30 days of Office at 1,000, 20 Nov 2026 – 10 Dec 2026 = 70000',
    ])
    expect(await linesOf(tx, head)).toEqual([
      '11 of 30 days of Office at 1,000, 20 Nov 2026 – 30 Nov 2026 = 36667',
      '21 of 31 days of Office at 1,000, 11 Dec 2026 – 31 Dec 2026 = 67742',
      'Office, 1 Dec 2026 – 31 Dec 2026 = 100000',
      'Office, 1 Jan 2027 – 31 Jan 2027 = 100000',
      'Office, 1 Jan 2027 – 31 Jan 2027 = 100000',
    ])
    await holds(tx)
  }, NOON)
})

test('what a company owes slows and shuts what it pays for its branches, and its money or promise opens it', async () => {
  await testTx(async (tx) => {
    const { head, branch, serviceId } = await aBranch(tx, { billedTo: 'parent' })
    const own = await home(tx)
    await tx.sql
      .updateTable('services.service')
      .set({ subscriber_id: branch })
      .where('id', '=', own.serviceId)
      .execute()
    await pays(tx, branch, PRICE)
    await bills(at(tx, '2026-12-01T03:00:00+03:00'))
    // Due on 15 December; slowed on the 18th, shut on the 20th, held on 14 January.
    const slowed = at(tx, '2026-12-18T10:00:00+03:00')
    await dun(slowed, { limit: 10 })
    expect(await served(slowed, serviceId)).toBe('throttled')
    // What the branch pays for itself is not the company's.
    expect(await served(slowed, own.serviceId)).toBe('full')
    await pays(slowed, branch, PRICE)
    expect(await served(slowed, serviceId)).toBe('throttled')
    const untilOn = '2026-12-19'
    await promiseToPay(slowed, { subscriberId: head, id: crypto.randomUUID(), untilOn })
    expect(await served(slowed, serviceId)).toBe('full')

    const held = at(tx, '2027-01-14T10:00:00+03:00')
    await dun(held, { limit: 10 })
    expect(await served(held, serviceId)).toBe('walled-garden')
    await pays(held, branch, PRICE)
    expect(await served(held, serviceId)).toBe('walled-garden')
    await pays(held, head, 1_000_000n)
    expect(await served(held, serviceId)).toBe('full')
    await holds(held)
  }, NOON)
})

test('what a branch owes for itself shuts nothing that its company pays', async () => {
  await testTx(async (tx) => {
    const { branch, serviceId } = await aBranch(tx, { billedTo: 'parent' })
    await charges(tx, branch, 200_000n)
    const late = at(tx, '2027-03-10T10:00:00+03:00')
    await dun(late, { limit: 10 })
    expect(await served(late, serviceId)).toBe('full')
  }, NOON)
})
