import { sql } from 'kysely'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { planVersionsNow, versionsOnSale } from '#modules/catalog/index.ts'
import { theirService } from '#modules/services/index.ts'
import { listRows } from '#platform/list.ts'
import { callingSubscriber } from '#platform/reach.ts'
import type { Read } from '#platform/tx.ts'
import type { listMyInvoices, MyMoney } from '../contract/portal.ts'
import { moneyNow } from './money.ts'

export async function myMoneyNow(read: Read): Promise<MyMoney> {
  const { wallet, owed, overdue, overdueSince, next, lacking } = await moneyNow(
    read,
    callingSubscriber(read),
  )
  return {
    ...{ wallet, owed, overdue, overdueSince, lacking },
    next: next.map(({ serviceId, plan, from, to, price, missing }) => ({
      ...{ serviceId, plan, from, to, price, missing },
    })),
  }
}

export async function myInvoicesPage(read: Read, input: ParsedInputOf<typeof listMyInvoices>) {
  return listRows(read, input, {
    name: 'billing.list-my-invoices',
    query: read.sql
      .selectFrom('billing.invoice')
      .select(['id', 'code', 'issued_on', 'due_on', 'gross_cents', 'settled_cents'])
      .where('subscriber_id', '=', callingSubscriber(read)),
    id: sql.ref('invoice.id'),
    sorts: { issuedAt: { by: sql.ref('issued_at'), type: 'timestamptz' } },
    item: (row) => ({
      ...{ id: row.id, code: row.code },
      ...{ issuedOn: row.issued_on.toString(), dueOn: row.due_on.toString() },
      gross: moneyToWire(kes(row.gross_cents)),
      open: moneyToWire(kes(row.gross_cents - row.settled_cents)),
    }),
  })
}

/** Whether an invoice or a credit note is of the one who asks. */
export async function isMyDocument(
  read: Read,
  { kind, documentId }: { kind: 'invoice' | 'credit-note'; documentId: string },
): Promise<boolean> {
  const mine = callingSubscriber(read)
  const row =
    kind === 'invoice'
      ? await read.sql
          .selectFrom('billing.invoice')
          .select('subscriber_id')
          .where('id', '=', documentId)
          .executeTakeFirst()
      : await read.sql
          .selectFrom('billing.credit_note as note')
          .innerJoin('billing.invoice as invoice', 'invoice.id', 'note.invoice_id')
          .select('invoice.subscriber_id')
          .where('note.id', '=', documentId)
          .executeTakeFirst()
  return row?.subscriber_id === mine
}

/** What is on sale where the service is, of its own kind, but what it has. */
export async function plansForMine(read: Read, serviceId: string) {
  const service = await theirService(read, { serviceId, subscriberId: callingSubscriber(read) })
  const { planVersionId, siteId } = service
  const mine = (await planVersionsNow(read, [planVersionId])).get(planVersionId)
  const onSale = await versionsOnSale(read)
  return {
    plans: onSale
      .filter(
        ({ version, siteIds }) =>
          version.serviceTypeId === mine?.serviceTypeId &&
          version.planId !== mine.planId &&
          (siteIds === null || (siteId !== null && siteIds.includes(siteId))),
      )
      .map(({ version }) => ({ planVersionId: version.id, name: version.planName }))
      .toSorted((a, b) => a.name.localeCompare(b.name)),
  }
}
