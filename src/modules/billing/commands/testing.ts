import { expect } from 'vitest'
import { newId } from '#kernel/id.ts'
import { aComponent, aPlan, someTerms } from '#modules/catalog/testing.ts'
import { balanceOf, CHART } from '#modules/ledger/index.ts'
import { aPayment } from '#modules/payments/testing.ts'
import { aService } from '#modules/services/testing.ts'
import { testTx as anyTx, type TestTx } from '#platform/testing.ts'
import type { Read, Tx } from '#platform/tx.ts'
import { chargeSubscriber as chargeEndpoint, listInvoices } from '../contract.ts'
import { invariants } from '../queries/invariants.ts'
import { invoiceNow, invoicesPage } from '../queries/invoices.ts'
import { runNow } from '../queries/runs.ts'
import type { Words } from '../rules/words.ts'
import { KeptVersions } from '../rules/cycle-facts.ts'
import { beginRun } from './begin-run.ts'
import { billChunk } from './bill-chunk.ts'
import { chargeSubscriber } from './charge-subscriber.ts'
import { endRun } from './end-run.ts'
import { priceChunk } from './price-chunk.ts'
import { renewFromWallets } from './renew-from-wallets.ts'

/** What a home line costs in these tests: who holds one, what it has, what it owes. */
export const PRICE = 299_900n

/** The ISP charges VAT, as nearly all do. */
export const testTx = (work: (tx: TestTx) => Promise<void>, about?: { at: string }) =>
  anyTx(async (tx) => {
    await tx.sql.updateTable('organization.isp').set({ vat_registered: true }).execute()
    await work(tx)
  }, about)

const balance = async (read: Read, subscriberId: string, account: number) =>
  (await balanceOf(read, { kind: 'subscriber', id: subscriberId }, account)).cents

export const wallet = (read: Read, id: string) => balance(read, id, CHART.wallets)

export const owes = (read: Read, id: string) => balance(read, id, CHART.receivable)

export async function holds(read: Read) {
  for (const { violations } of invariants) expect(await violations(read)).toEqual([])
}

/** The same unit, later. */
export function at(tx: TestTx, moment: string): TestTx {
  return { ...tx, now: Temporal.Instant.from(moment) }
}

export async function home(tx: Tx, given: { cents?: number; graceHours?: number } = {}) {
  const { cents = Number(PRICE), graceHours = 0 } = given
  const plan = await aPlan(tx, {
    name: 'Home 20',
    terms: someTerms({ graceHours, components: [aComponent({ cents })] }),
  })
  const made = await aService(tx, { planVersionId: plan.id, grace_s: graceHours * 3600 })
  return { ...made, planVersionId: plan.id }
}

/** Money comes and, as the reaction does, buys what it can. */
export async function pays(tx: Tx, subscriberId: string, cents: bigint) {
  await aPayment(tx, { subscriberId, cents })
  return renewFromWallets(tx, { subscriberIds: [subscriberId] })
}

export const invoices = (read: Read, subscriberId: string) =>
  invoicesPage(read, listInvoices.input.parse({ subscriber: subscriberId })).then(
    (page) => page.items,
  )

export function charges(
  tx: Tx,
  subscriberId: string,
  cents: bigint,
  given: { id?: string; taxClassId?: string; quantity?: number; words?: Words } = {},
) {
  return chargeSubscriber(tx, {
    ...chargeEndpoint.input.parse({
      ...{ subscriberId, id: given.id ?? newId(tx.now), taxMode: 'inclusive' },
      ...{ words: { en: 'Installation', sw: 'Ufungaji' }, quantity: 1, ...given },
      amount: { cents: String(cents), currency: 'KES' },
      taxClassId: given.taxClassId ?? 'goods',
    }),
  })
}

/** What somebody was charged, in words and cents, in the order of the numbers. */
export async function linesOf(read: Read, subscriberId: string) {
  const lines: string[] = []
  const inOrder = (await invoices(read, subscriberId)).toSorted((a, b) =>
    a.code < b.code ? -1 : 1,
  )
  for (const { id } of inOrder)
    for (const { words, gross } of (await invoiceNow(read, id)).lines)
      lines.push(`${words.en} = ${gross.cents}`)
  return lines
}

/** Begins a run and does all of it, `limit` payers in a unit. */
export async function bills(
  tx: TestTx,
  mode: 'live' | 'dry' = 'live',
  limit = 100,
  cutoffOn?: string,
) {
  const runId = await beginRun(tx, { mode, cutoffOn })
  const run = await runNow(tx, runId)
  const facts = {
    runId,
    cutoff: Temporal.Instant.from(run.cutoffAt),
    kept: new KeptVersions(),
    limit,
  }
  while ((await (mode === 'live' ? billChunk : priceChunk)(tx, facts)) > 0);
  await endRun(tx, { runId })
  return runNow(tx, runId)
}
