import { expect, test } from 'vitest'
import { aComponent, aPlan, someTerms } from '#modules/catalog/testing.ts'
import { endService, servicesHeld } from '#modules/services/index.ts'
import { aService } from '#modules/services/testing.ts'
import {
  usualContractTerms,
  usualTerms,
  type ContractTerms,
} from '#modules/subscribers/contract.ts'
import { aContract, aSubscriber } from '#modules/subscribers/testing.ts'
import type { TestTx } from '#platform/testing.ts'
import type { Read } from '#platform/tx.ts'
import { invoiceNow } from '../queries/invoices.ts'
import { serviceLeavingNow, contractLeavingNow } from '../queries/leaving-shown.ts'
import { KeptVersions } from '../rules/cycle-facts.ts'
import { beginRun } from './begin-run.ts'
import { billChunk } from './bill-chunk.ts'
import { chargeLeaving } from './charge-leaving.ts'
import { endRun } from './end-run.ts'
import { at, holds, invoices, owes, pays, testTx } from './testing.ts'

const terms: ContractTerms = {
  ...usualContractTerms,
  ramp: [
    { fromMonth: 1, share_bp: 5000 },
    { fromMonth: 3, share_bp: 10_000 },
  ],
  bulk: { mode: 'volume', steps: [{ fromLines: 2, discount_bp: 1000 }] },
  earlyTermination: { kind: 'months', months: 2 },
}

async function company(
  tx: TestTx,
  payment: 'prepaid' | 'postpaid',
  lines: number,
  more: Partial<typeof terms> = {},
  from = '2026-12-01',
) {
  const subscriberId = await aSubscriber(tx, {
    ...{ kind: 'company', terms: { ...usualTerms, cycleAnchor: 1 } },
  })
  const contractId = await aContract(tx, {
    ...{ subscriberId, terms: { ...terms, ...more }, from, until: '2027-11-30' },
  })
  const plan = await aPlan(tx, {
    name: 'Office 50',
    terms: someTerms({ payment, components: [aComponent({ cents: 1_000_000 })] }),
  })
  const serviceIds: string[] = []
  for (let line = 0; line < lines; line += 1) {
    const held = await aService(tx, {
      ...{ subscriberId, contractId, planVersionId: plan.id, pay: payment },
    })
    serviceIds.push(held.serviceId)
  }
  return { subscriberId, contractId, serviceIds }
}

async function bills(tx: TestTx, until: string): Promise<void> {
  const runId = await beginRun(tx, { mode: 'live' })
  const cutoff = Temporal.Instant.from(until)
  while ((await billChunk(tx, { runId, cutoff, kept: new KeptVersions(), limit: 9 })) > 0);
  await endRun(tx, { runId })
}

const grosses = async (read: Read, subscriberId: string) =>
  (await invoices(read, subscriberId)).map(({ gross }) => gross.cents).toSorted()

test('what a company pays before follows the ramp and the number of lines of its contract, and leaving early costs what was shown', async () => {
  await testTx(
    async (tx) => {
      const { subscriberId, contractId, serviceIds } = await company(tx, 'prepaid', 2)
      const [first = '', second = ''] = serviceIds
      // Half of the price in the first months, and a tenth off for two lines: 4,500 each.
      await pays(tx, subscriberId, 900_000n)
      expect(await grosses(tx, subscriberId)).toEqual(['450000', '450000'])

      const march = at(tx, '2027-02-01T06:00:00Z')
      await pays(march, subscriberId, 900_000n)
      expect((await grosses(march, subscriberId)).at(-1)).toBe('900000')

      const asked = { serviceId: first, because: 'competitor' as const }
      const before = await serviceLeavingNow(march, asked)
      expect(before.leaving).toMatchObject({ monthsLeft: 10, fee: { cents: '1800000' } })
      await endService(march, asked)
      await chargeLeaving(march, asked)
      await chargeLeaving(march, asked)
      const fees = (await invoices(march, subscriberId)).filter(
        ({ gross }) => gross.cents === '1800000',
      )
      expect(fees).toHaveLength(1)
      const { lines } = await invoiceNow(march, fees[0]?.id ?? '')
      expect(lines[0]?.words.en).toMatch(/^Contract C-\d+ left before 2027-11-30$/)

      // The contract ends: the line that is left, alone now, pays the whole price.
      const all = await contractLeavingNow(march, { subscriberId, contractId, on: '2027-03-01' })
      expect(all.leaving).toMatchObject({ monthsLeft: 9, fee: { cents: '2000000' } })
      const [left] = await servicesHeld(march, { serviceIds: [second] })
      expect(left?.contractId).toBe(contractId)
      await holds(march)
    },
    { at: '2026-12-01T06:00:00Z' },
  )
})

test('a bill run invoices what is missing to the minimum of a contract, for the days on which it ran and once for all its lines', async () => {
  await testTx(
    async (tx) => {
      const { subscriberId } = await company(tx, 'postpaid', 2, { minimumCents: '1500000' })
      const january = at(tx, '2027-01-02T00:00:00Z')
      await bills(january, '2027-01-01T00:00:00Z')
      const [invoice] = await invoices(january, subscriberId)
      const { lines } = await invoiceNow(january, invoice?.id ?? '')
      expect(lines.map(({ words, gross }) => [words.en, gross.cents])).toEqual([
        [expect.stringContaining('Office 50'), '450000'],
        [expect.stringContaining('Office 50'), '450000'],
        [expect.stringMatching(/^Contract C-\d+: up to the agreed minimum/), '600000'],
      ])
      expect(await owes(january, subscriberId)).toBe(1_500_000n)
      // In February it is reached: the ramp is over in the third month, and in January half of it was missing again.
      const march = at(tx, '2027-03-02T00:00:00Z')
      await bills(march, '2027-03-01T00:00:00Z')
      expect(await grosses(march, subscriberId)).toEqual(['1500000', '1500000', '1800000'])
      await holds(march)

      // One that begins on the 17th asks for 15 of the 31 days, of lines that cost their whole price before it.
      const late = await company(tx, 'postpaid', 2, { minimumCents: '9300000' }, '2026-12-17')
      await bills(march, '2027-01-01T00:00:00Z')
      expect(await grosses(march, late.subscriberId)).toContain('4500000')
    },
    { at: '2026-11-30T21:00:00Z' },
  )
})

test('a bill run counts the ramp and the lines of a contract, too', async () => {
  await testTx(
    async (tx) => {
      const { subscriberId } = await company(tx, 'postpaid', 2)
      const january = at(tx, '2027-01-02T00:00:00Z')
      await bills(january, '2027-01-01T00:00:00Z')
      const [invoice] = await invoices(january, subscriberId)
      const { lines } = await invoiceNow(january, invoice?.id ?? '')
      expect(lines.map(({ gross }) => gross.cents)).toEqual(['450000', '450000'])
      expect(await owes(january, subscriberId)).toBe(900_000n)
      await holds(january)
    },
    { at: '2026-11-30T21:00:00Z' },
  )
})
