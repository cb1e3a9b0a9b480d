import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import type { Tx } from '#platform/tx.ts'
import { chargeSubscriber as chargeEndpoint } from '../contract.ts'
import { chargeOf } from '../queries/charge.ts'
import { invoiceByKey } from '../queries/invoices.ts'
import { insertLinesOfLong } from '../store.ts'
import { issueInvoices } from './issue-invoices.ts'
import { holds, owes, testTx } from './testing.ts'

/** A visit, as often as it is asked for. */
async function visits(tx: Tx, subscriberId: string, count: number) {
  const { line } = await chargeOf(tx, {
    ...chargeEndpoint.input.parse({
      ...{ subscriberId, id: newId(tx.now), quantity: 1, taxMode: 'inclusive' },
      words: { en: 'Visit', sw: 'Ziara' },
      amount: { cents: '11600', currency: 'KES' },
      taxClassId: 'goods',
    }),
  })
  return Array.from({ length: count }, () => line)
}

test('an invoice of thousands of lines is whole: its lines are written before its number is taken', async () => {
  await testTx(async (tx) => {
    const subscriberId = await aSubscriber(tx)
    const drafts = [
      { key: 'test.long', lines: await visits(tx, subscriberId, 1_500) },
      { key: 'test.short', lines: await visits(tx, subscriberId, 2) },
    ]
    await issueInvoices(
      tx,
      drafts.map((draft) => ({ ...draft, subscriberId, dueInDays: 14 })),
    )
    const long = await invoiceByKey(tx, 'test.long')
    const { rows } = await sql<{ many: number; first: bigint; last: bigint }>`
      select count(*)::int as many, min(place)::bigint as first, max(place)::bigint as last
      from billing.line where invoice_id = ${long?.invoiceId}`.execute(tx.sql)
    expect(rows).toEqual([{ many: 1_500, first: 1n, last: 1_500n }])
    expect(await owes(tx, subscriberId)).toBe(1_502n * 11_600n)
    await sql`set constraints all immediate`.execute(tx.sql)
    await holds(tx)
  })
})

test('lines that came before an invoice which never comes are not committed', async () => {
  await testTx(async (tx) => {
    const lines = await visits(tx, await aSubscriber(tx), 1_001)
    const id = newId(tx.now)
    await insertLinesOfLong(tx, [{ id, lines: lines.map((line) => ({ ...line, unearned: 0n })) }])
    // What the commit would do.
    await expect(sql`set constraints all immediate`.execute(tx.sql)).rejects.toThrow(
      'line_ahead_invoice_id_fkey',
    )
  })
})
