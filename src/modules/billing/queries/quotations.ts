import { sql } from 'kysely'
import { z } from 'zod'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { productContent, taxedShape } from '#modules/catalog/contract.ts'
import { planVersionsNow, productsById } from '#modules/catalog/index.ts'
import { subscriberNames } from '#modules/subscribers/index.ts'
import { listRows } from '#platform/list.ts'
import type { Read } from '#platform/tx.ts'
import {
  QUOTATION_STATES,
  quotedItem,
  type listQuotations,
  type Quotation,
  type QuotationRow,
  type QuotationState,
} from '../contract/quotations.ts'
import { quotationNotFound } from '../refusals.ts'
import { stateNow, type OfferedLine } from '../rules/quotation.ts'
import { siteOfSubscriber, subscribersInReach } from './reach.ts'
import { byCodeOrNumber } from './search.ts'

const wire = (cents: bigint) => moneyToWire(kes(cents))

const ROW = [
  ...(['id', 'code', 'subscriber_id', 'state', 'gross_cents', 'made_at', 'sent_at'] as const),
  ...(['valid_on', 'expires_at'] as const),
] as const
const COLUMNS = [
  ...ROW,
  ...(['version', 'items', 'notes_en', 'notes_sw', 'valid_days'] as const),
  ...(['ended_at', 'reason', 'invoice_id'] as const),
] as const

export function quotationRows(read: Pick<Read, 'sql'>) {
  return read.sql.selectFrom('billing.quotation').select(COLUMNS)
}
type Kept = Awaited<ReturnType<ReturnType<typeof quotationRows>['executeTakeFirstOrThrow']>>

const keptState = z.enum(QUOTATION_STATES).exclude(['expired'])
const items = z.array(quotedItem)

/** A quotation as rules and commands know it. */
export function quotationFrom(row: Kept) {
  return {
    ...{ id: row.id, code: row.code, subscriberId: row.subscriber_id, version: row.version },
    ...{ state: keptState.parse(row.state), items: items.parse(row.items) },
    ...{ notes: { en: row.notes_en, sw: row.notes_sw }, validDays: row.valid_days },
    ...{ gross: row.gross_cents, validOn: row.valid_on, expiresAt: row.expires_at },
    ...{ madeAt: row.made_at, sentAt: row.sent_at, endedAt: row.ended_at },
    ...{ reason: row.reason, invoiceId: row.invoice_id },
  }
}
export type KeptQuotation = ReturnType<typeof quotationFrom>

export async function findQuotation(read: Pick<Read, 'sql'>, quotationId: string) {
  const row = await quotationRows(read).where('id', '=', quotationId).executeTakeFirst()
  return row && quotationFrom(row)
}

/** What it offers, as it is kept. */
export async function offeredLines(
  read: Pick<Read, 'sql'>,
  quotationId: string,
): Promise<OfferedLine[]> {
  const rows = await read.sql
    .selectFrom('billing.quotation_line')
    .selectAll()
    .where('quotation_id', '=', quotationId)
    .orderBy('place')
    .execute()
  return rows.map((row) => ({
    ...{ item: row.item, component: row.component, quantity: row.quantity },
    kind: z.enum(['recurring', 'one-off', 'add-on', 'device']).parse(row.kind),
    charged: row.charged === 'once' ? 'once' : 'each-period',
    words: { en: row.words_en, sw: row.words_sw },
    ...{ list: row.list_cents, price: row.price_cents, taxClassId: row.tax_class },
    taxed: taxedShape.parse(row.taxed),
    product:
      row.product_id === null
        ? null
        : { id: row.product_id, content: productContent.parse(row.product) },
  }))
}

/** Quotations that the caller's permission reaches, the latest first unless said. */
export async function quotationsPage(read: Read, input: ParsedInputOf<typeof listQuotations>) {
  const page = await listRows(read, input, {
    name: 'billing.list-quotations',
    query: read.sql.selectFrom('billing.quotation as quotation').select(ROW),
    id: sql.ref('quotation.id'),
    sorts: {
      madeAt: { by: sql.ref('made_at'), type: 'timestamptz' },
      amount: { by: sql.ref('gross_cents'), type: 'bigint' },
    },
    filters: [
      subscribersInReach(read, sql.ref('quotation.subscriber_id')),
      stateFilter(read, input.state),
      input.subscriber === undefined ? undefined : sql`subscriber_id = ${input.subscriber}`,
    ],
    search: byCodeOrNumber,
    item: (row) => row,
  })
  const names = await subscriberNames(
    read,
    page.items.map(({ subscriber_id }) => subscriber_id),
  )
  return { ...page, items: page.items.map((row) => rowOnWire(row, names, read.now)) }
}

function stateFilter(read: Read, states: readonly QuotationState[] | undefined) {
  if (!states || states.length === 0) return undefined
  const holds = sql`expires_at > ${read.now}`
  return sql`(${sql.join(
    states.map((state) =>
      state === 'sent'
        ? sql`(state = 'sent' and ${holds})`
        : state === 'expired'
          ? sql`(state = 'sent' and not ${holds})`
          : sql`state = ${state}`,
    ),
    sql` or `,
  )})`
}

type Names = Awaited<ReturnType<typeof subscriberNames>>

function rowOnWire(
  row: Pick<Kept, (typeof ROW)[number]>,
  names: Names,
  now: Temporal.Instant,
): QuotationRow {
  const { subscriber_id: id } = row
  const state = keptState.parse(row.state)
  return {
    ...{ id: row.id, code: row.code },
    subscriber: { id, ...(names.get(id) ?? { name: '', number: '' }) },
    state: stateNow({ state, expiresAt: row.expires_at }, now),
    ...{ gross: wire(row.gross_cents), madeAt: row.made_at.toString() },
    sentAt: row.sent_at?.toString() ?? null,
    validOn: row.valid_on?.toString() ?? null,
  }
}

/** One quotation as its page shows it. */
export async function quotationNow(read: Read, quotationId: string): Promise<Quotation> {
  const row = await quotationRows(read).where('id', '=', quotationId).executeTakeFirst()
  if (!row) throw quotationNotFound()
  const kept = quotationFrom(row)
  const { subscriberId, invoiceId } = kept
  const invoice =
    invoiceId === null
      ? undefined
      : await read.sql
          .selectFrom('billing.invoice')
          .select(['id', 'code'])
          .where('id', '=', invoiceId)
          .executeTakeFirst()
  const services = await read.sql
    .selectFrom('billing.quotation_service as of')
    .innerJoin('services.service as service', 'service.id', 'of.service_id')
    .select(['service.id', 'service.number'])
    .where('of.quotation_id', '=', quotationId)
    .orderBy('service.number')
    .execute()
  return {
    ...rowOnWire(row, await subscriberNames(read, [subscriberId]), read.now),
    ...{ version: kept.version, items: kept.items, names: await namesIn(read, kept) },
    ...{ notes: kept.notes, validDays: kept.validDays, reason: kept.reason },
    endedAt: kept.endedAt?.toString() ?? null,
    ...{ invoice: invoice ?? null, services },
    siteId: (await siteOfSubscriber(read, { subscriberId })) ?? null,
  }
}

async function namesIn(read: Read, { items: all }: KeptQuotation): Promise<Quotation['names']> {
  const plans = all.flatMap((one) => (one.kind === 'plan' ? [one.planVersionId] : []))
  const products = all.flatMap((one) =>
    one.kind === 'product' ? [one.productId] : one.addons.map(({ productId }) => productId),
  )
  const versions = await planVersionsNow(read, [...new Set(plans)])
  return Object.fromEntries([
    ...[...versions].map(([id, { planName }]) => [id, { en: planName, sw: planName }] as const),
    ...(await productsById(read, [...new Set(products)])).map(
      ({ id, latest }) => [id, latest.content.name] as const,
    ),
  ])
}

/** All that stands on its paper. */
export async function quotationForPaper(read: Read, quotationId: string) {
  const kept = await findQuotation(read, quotationId)
  if (!kept) throw quotationNotFound()
  const lines = await offeredLines(read, quotationId)
  return { ...kept, state: stateNow(kept, read.now), lines }
}
