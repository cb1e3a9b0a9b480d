import { sql } from 'kysely'
import { z } from 'zod'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { balanceOf, CHART } from '#modules/ledger/index.ts'
import { subscriberFacts, subscriberNames } from '#modules/subscribers/index.ts'
import { listRows } from '#platform/list.ts'
import type { Read } from '#platform/tx.ts'
import { ADJUSTMENT_KINDS, type Adjustments, type listAwaitedCertificates } from '../contract.ts'
import { subscriberNotFound } from '../refusals.ts'
import { leftOf } from '../rules/adjustments.ts'
import { siteOfSubscriber, subscribersInReach } from './reach.ts'
import { byCodeOrNumber } from './search.ts'

const wire = (cents: bigint) => moneyToWire(kes(cents))
const kindOf = (kind: string) => z.enum(ADJUSTMENT_KINDS).parse(kind)

/** Everything that was booked by hand for a subscriber, what is held of it, and which certificates are missing. */
export async function adjustmentsNow(read: Read, subscriberId: string): Promise<Adjustments> {
  if (!(await subscriberFacts(read, [subscriberId])).has(subscriberId)) throw subscriberNotFound()
  const rows = await read.sql
    .selectFrom('billing.adjustment as one')
    .leftJoin('billing.invoice as invoice', 'invoice.id', 'one.invoice_id')
    .selectAll('one')
    .select('invoice.code')
    .where('one.subscriber_id', '=', subscriberId)
    .orderBy('one.at', 'desc')
    .orderBy('one.id', 'desc')
    .limit(500)
    .execute()
  const cameOf = Map.groupBy(rows, ({ of_id }) => of_id)
  const { rows: awaited } = await sql<{ id: string; code: string; cents: bigint }>`
    select id, code, cents from (
      select invoice.id, invoice.code, invoice.number, billing.awaited(invoice) as cents from billing.invoice
      where subscriber_id = ${subscriberId} and settled_cents < gross_cents
    ) as open where cents > 0 order by number`.execute(read.sql)
  const party = { kind: 'subscriber', id: subscriberId } as const
  return {
    subscriberId,
    adjustments: rows.map((row) => {
      const kind = kindOf(row.kind)
      const came = (cameOf.get(row.id) ?? []).map((one) => ({
        ...{ kind: kindOf(one.kind), cents: one.cents, isUndone: one.undone_at !== null },
      }))
      const isHeld = (kind === 'deposit' || kind === 'write-off') && row.undone_at === null
      return {
        ...{ id: row.id, kind, amount: wire(row.cents), reason: row.reason },
        left: isHeld ? wire(leftOf(row.cents, came)) : null,
        invoice: row.invoice_id === null ? null : { id: row.invoice_id, code: row.code ?? '' },
        certificate:
          row.certificate === null || row.certificate_on === null
            ? null
            : { number: row.certificate, on: row.certificate_on.toString() },
        at: row.at.toString(),
        undone:
          row.undone_at === null
            ? null
            : { at: row.undone_at.toString(), why: row.undone_why ?? '' },
        isUsed: came.some(({ isUndone }) => !isUndone),
        isRelieved: came.some((one) => one.kind === 'vat-relief' && !one.isUndone),
      }
    }),
    deposits: wire((await balanceOf(read, party, CHART.deposits)).cents),
    awaited: awaited.map(({ id, code, cents }) => ({ invoiceId: id, code, amount: wire(cents) })),
  }
}

/** One of them with what came of it, as commands decide by it. */
export async function adjustmentForChange(read: Pick<Read, 'sql'>, id: string) {
  const row = await read.sql
    .selectFrom('billing.adjustment')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const made = await read.sql
    .selectFrom('billing.adjustment')
    .select(['id', 'kind', 'cents', 'at', 'undone_at'])
    .where('of_id', '=', id)
    .orderBy('at')
    .orderBy('id')
    .execute()
  const came = made.map((one) => ({
    ...{ id: one.id, kind: kindOf(one.kind), cents: one.cents, at: one.at },
    isUndone: one.undone_at !== null,
  }))
  return {
    ...{ id: row.id, subscriberId: row.subscriber_id, kind: kindOf(row.kind), cents: row.cents },
    ...{ toWallet: row.to_wallet_cents, invoiceId: row.invoice_id, ofId: row.of_id },
    ...{ isUndone: row.undone_at !== null, at: row.at, came, left: leftOf(row.cents, came) },
    isUsed: came.some(({ isUndone }) => !isUndone),
  }
}

/** Whether this payer's certificate counts for this invoice already. */
export async function certificateKnown(
  read: Pick<Read, 'sql'>,
  of: { subscriberId: string; invoiceId: string; number: string; kind: string },
): Promise<boolean> {
  const row = await read.sql
    .selectFrom('billing.adjustment')
    .select('id')
    .where('subscriber_id', '=', of.subscriberId)
    .where('invoice_id', '=', of.invoiceId)
    .where('kind', '=', of.kind)
    .where(sql<boolean>`upper(certificate) = upper(${of.number})`)
    .where('undone_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

export async function siteOfAdjustment(
  read: Read,
  { adjustmentId }: { adjustmentId: string },
): Promise<string | null | undefined> {
  const found = await adjustmentForChange(read, adjustmentId)
  return found && siteOfSubscriber(read, found)
}

/** Open invoices of which tax was kept back and no certificate has come, the oldest first. */
export async function awaitedCertificatesPage(
  read: Read,
  input: ParsedInputOf<typeof listAwaitedCertificates>,
) {
  const page = await listRows(read, input, {
    name: 'billing.list-awaited-certificates',
    query: read.sql
      .selectFrom('billing.invoice as invoice')
      .select(['id', 'code', 'subscriber_id', 'issued_on', 'gross_cents', 'settled_cents'])
      .select(sql<bigint>`billing.awaited(invoice)`.as('awaited')),
    id: sql.ref('invoice.id'),
    sorts: {
      issuedAt: { by: sql.ref('issued_at'), type: 'timestamptz' },
      dueOn: { by: sql.ref('due_on'), type: 'date' },
    },
    filters: [
      subscribersInReach(read),
      sql`settled_cents < gross_cents`,
      // Agents are few: the index on what each of them owes finds their invoices.
      sql`subscriber_id in (select subscriber_id from subscribers.tax_standing where kind = 'withholding-agent' and ended_at is null)`,
      sql`billing.awaited(invoice) > 0`,
    ],
    search: byCodeOrNumber,
    item: (row) => row,
  })
  const names = await subscriberNames(
    read,
    page.items.map(({ subscriber_id }) => subscriber_id),
  )
  return {
    ...page,
    items: page.items.map((row) => ({
      ...{ id: row.id, code: row.code, issuedOn: row.issued_on.toString() },
      subscriber: {
        id: row.subscriber_id,
        ...(names.get(row.subscriber_id) ?? { name: '', number: '' }),
      },
      open: wire(row.gross_cents - row.settled_cents),
      awaited: wire(row.awaited),
    })),
  }
}
