import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { aPaidHome } from '../testing.ts'
import { testTx } from '../commands/testing.ts'

/** A row like another one but for some columns: what a statement could write that our own code never would. */
const like = (table: string, given: Record<string, string | number | null>) => sql`
  insert into ${sql.table(table)} overriding system value
  select (json_populate_record(one, ${JSON.stringify(given)}::json)).* from ${sql.table(table)} as one limit 1`

test('what is written about money names nothing that is not there, and what it names never leaves', async () => {
  await testTx(async (tx) => {
    const nobody = newId(tx.now)
    const { subscriberId, serviceId } = await aPaidHome(tx)
    const invoice = { id: nobody, number: 9999, code: 'INV-9999', key: 'odd' }
    const line = { id: nobody, place: 9, component: 'odd' }
    const posting = { journal: 99_999, place: 1 }
    const payment = { id: nobody, number: 9999, receipt: 'ODD' }
    const period = { id: nobody, from_at: '2020-01-01T00:00:00Z', to_at: '2020-01-02T00:00:00Z' }
    const refused: [ReturnType<typeof like>, RegExp][] = [
      [like('billing.invoice', { ...invoice, subscriber_id: nobody }), /subscriber .* not there/],
      [like('billing.line', { ...line, invoice_id: nobody }), /invoice .* not there/],
      [like('billing.line', { ...line, service_id: nobody }), /service .* not there/],
      [like('billing.line', { ...line, plan_version_id: nobody }), /plan version .* not published/],
      [like('billing.line', { ...line, income_account: 4999 }), /account 4999 .* not there/],
      [
        like('billing.allocation', { id: nobody, key: 'odd', invoice_id: nobody }),
        /allocation .* not there/,
      ],
      [like('ledger.posting', posting), /journal 99999/],
      [like('services.period', { ...period, service_id: nobody }), /service .* not there/],
      [
        like('subscribers.moment', { id: nobody, seq: 99_999, subscriber_id: nobody }),
        /subscriber .* not there/,
      ],
      [sql`update services.period set service_id = ${nobody}`, /only grows/],
      [sql`update subscribers.moment set subscriber_id = ${nobody}`, /subscriber .* not there/],
      [sql`update services.service set id = ${nobody} where id = ${serviceId}`, /only grows/],
      [sql`update subscribers.subscriber set id = ${nobody}`, /only grows/],
      [
        like('ledger.journal', { number: 99_999, id: nobody, key: 'odd', kind: 'Odd' }),
        /no kind of journal/,
      ],
      [sql`delete from subscribers.subscriber where id = ${subscriberId}`, /only grows/],
      [sql`delete from services.service where id = ${serviceId}`, /only grows/],
      [sql`truncate billing.line cascade`, /only grows/],
      [
        sql`update payments.payment set subscriber_id = ${nobody} where subscriber_id is not null`,
        /subscriber .* not there/,
      ],
      [sql`update payments.payment set into_account = 1999`, /account 1999 .* not there/],
      [like('payments.payment', { ...payment, into_account: 1999 }), /account 1999 .* not there/],
    ]
    for (const [statement, why] of refused) {
      await sql`savepoint odd`.execute(tx.sql)
      await expect(statement.execute(tx.sql)).rejects.toThrow(why)
      await sql`rollback to savepoint odd`.execute(tx.sql)
    }
  })
})
