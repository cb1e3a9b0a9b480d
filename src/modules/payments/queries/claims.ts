import { sql } from 'kysely'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { contactsOf } from '#modules/subscribers/index.ts'
import { among, listRows } from '#platform/list.ts'
import { callingSubscriber } from '#platform/reach.ts'
import type { Read } from '#platform/tx.ts'
import {
  claim as claimShape,
  myClaim,
  type Claim,
  type listClaims,
  type MyClaim,
} from '../contract.ts'
import { claimNotFound } from '../refusals.ts'
import { CLAIM_WINDOW_minutes, receiptReadings } from '../rules/claim.ts'
import type { KnownPhone } from '../rules/payer-phone.ts'
import { knownPhone, payerOfRow } from '../store.ts'
import { promptPhone } from '../store/mpesa.ts'
import { CLAIM_ADDRESS, CLAIM_DEVICE, claimPhone } from '../store/claims.ts'
import { ownersOf } from './payments.ts'

/** The payment of a receipt, read as people read receipts aloud; nothing where it may be two. */
export async function paymentOfReceipt(read: Read, receipt: string): Promise<string | undefined> {
  const rows = await read.sql
    .selectFrom('payments.payment')
    .select(['id', 'receipt'])
    .where('rail', '=', 'mpesa')
    .where('receipt', 'in', receiptReadings(receipt))
    .limit(2)
    .execute()
  const exactly = rows.find((row) => row.receipt === receipt)
  return exactly?.id ?? (rows.length === 1 ? rows[0]?.id : undefined)
}

/** What a claim is judged by, of a payment that is locked. */
export async function claimedFacts(read: Read, paymentId: string) {
  const { rows } = await sql<{
    id: string
    payer_sealed: string | null
    paid_at: Temporal.Instant
    given: bigint
    answers: string | null
  }>`
    select payment.id, payer_sealed, paid_at,
      (select coalesce(sum(cents), 0)::bigint from payments.refund
       where payment_id = payment.id and state <> 'failed') as given,
      (select id from payments.prompt where payment_id = payment.id and purpose is not null) as answers
    from payments.payment where payment.id = ${paymentId}`.execute(read.sql)
  const [row] = rows
  if (!row) throw claimNotFound()
  return { ...row, payer: payerOfRow(read, row) }
}

/** The phones by which a subscriber is reached. */
export async function phonesOf(read: Read, subscriberId: string): Promise<KnownPhone[]> {
  const contacts = (await contactsOf(read, [subscriberId])).get(subscriberId) ?? []
  return contacts.filter(({ channel }) => channel !== 'email').map(({ value }) => knownPhone(value))
}

/** The phone of the purchase that somebody at the door claims a receipt for; nothing where it is for no purchase. */
export async function phoneOfPurchaseClaimed(
  read: Read,
  claimId: string,
): Promise<string | undefined> {
  const row = await read.sql
    .selectFrom('payments.claim as claim')
    .innerJoin('payments.prompt as prompt', 'prompt.id', 'claim.prompt_id')
    .select(['prompt.id', 'prompt.phone_sealed'])
    .where('claim.id', '=', claimId)
    .where('prompt.purpose', 'is not', null)
    .executeTakeFirst()
  return row && promptPhone(read, row)
}

/** How often these claimed lately what was not theirs, or is not known. */
export async function triesOf(
  read: Read,
  who: { subscriberId: string | null; device: string | null; address: string | null },
): Promise<{ subscriber: number; device: number; address: number }> {
  const since = read.now.subtract({ minutes: CLAIM_WINDOW_minutes })
  const { rows } = await sql<{ subscriber: number; device: number; address: number }>`
    select count(*) filter (where subscriber_id = ${who.subscriberId}) :: int as subscriber,
           count(*) filter (where device_blind = ${blindOf(read, CLAIM_DEVICE, who.device)}) :: int as device,
           count(*) filter (where address_blind = ${blindOf(read, CLAIM_ADDRESS, who.address)}) :: int as address
    from payments.claim
    where claimed_at > ${since} and state <> 'given'
      and (subscriber_id = ${who.subscriberId} or device_blind = ${blindOf(read, CLAIM_DEVICE, who.device)}
        or address_blind = ${blindOf(read, CLAIM_ADDRESS, who.address)})`.execute(read.sql)
  return rows[0] ?? { subscriber: 0, device: 0, address: 0 }
}

const blindOf = (read: Read, column: string, value: string | null) =>
  value === null ? null : read.vault.blind(column, value)

/** Claims of which something may be known by now, the oldest first. */
export async function claimsToSettle(read: Read, limit: number): Promise<string[]> {
  const rows = await read.sql
    .selectFrom('payments.claim')
    .select('id')
    .where('look_at', '<=', read.now)
    .orderBy('look_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Claims that waited for payments that are here now. */
export async function claimsAnswered(read: Read): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select claim.id from payments.claim
    join payments.payment on payment.rail = 'mpesa' and payment.receipt = claim.receipt
    where claim.look_at is not null and claim.look_at > ${read.now} limit 100`.execute(read.sql)
  return rows.map(({ id }) => id)
}

/** How asking Daraja about a claim stands: of each shortcode that was asked, what it said. */
export async function askedAbout(read: Read, claimId: string) {
  return read.sql
    .selectFrom('payments.conversation')
    .select(['state', 'code'])
    .where('subject_kind', '=', 'claim')
    .where('subject_id', '=', claimId)
    .execute()
}

// ───────────────────────────────────────────── shown

const COLUMNS = [
  ...(['claim.id', 'claim.receipt', 'claim.subscriber_id', 'claim.phone_sealed'] as const),
  ...(['claim.state', 'claim.why', 'claim.payment_id', 'claim.claimed_at'] as const),
  ...(['claim.settled_at', 'prompt.purpose'] as const),
] as const

function claims(read: Read) {
  return read.sql
    .selectFrom('payments.claim as claim')
    .leftJoin('payments.prompt as prompt', 'prompt.id', 'claim.prompt_id')
    .select(COLUMNS)
}
type Row = Awaited<ReturnType<ReturnType<typeof claims>['execute']>>[number]

export async function claimsPage(read: Read, input: ParsedInputOf<typeof listClaims>) {
  const page = await listRows(read, input, {
    name: 'payments.list-claims',
    query: claims(read),
    id: sql.ref('claim.id'),
    sorts: { claimedAt: { by: sql.ref('claimed_at'), type: 'timestamptz' } },
    filters: [among(sql.ref('claim.state'), input.state)],
    search: (q) => sql`claim.receipt = ${q.trim().toUpperCase()}`,
    item: (row) => row,
  })
  return { ...page, items: await shown(read, page.items) }
}

export async function claimNow(read: Read, claimId: string): Promise<Claim> {
  const rows = await claims(read).where('claim.id', '=', claimId).execute()
  const [found] = await shown(read, rows)
  if (!found) throw claimNotFound()
  return found
}

async function shown(read: Read, rows: readonly Row[]): Promise<Claim[]> {
  const owners = await ownersOf(
    read,
    rows.map((row) => row.subscriber_id),
  )
  return rows.map((row) =>
    claimShape.parse({
      ...{ id: row.id, receipt: row.receipt, purpose: row.purpose, why: row.why },
      owner: row.subscriber_id === null ? null : (owners.get(row.subscriber_id) ?? null),
      phone: claimPhone(read, row),
      ...{ state: row.state, paymentId: row.payment_id },
      claimedAt: row.claimed_at.toString(),
      settledAt: row.settled_at?.toString() ?? null,
    }),
  )
}

/** One of their own; another one is as if it were not there. */
export async function myClaimNow(read: Read, claimId: string): Promise<MyClaim> {
  const row = await read.sql
    .selectFrom('payments.claim as claim')
    .leftJoin('payments.payment as payment', 'payment.id', 'claim.payment_id')
    .select(['claim.id', 'claim.receipt', 'claim.state', 'why', 'cents', 'claim.subscriber_id'])
    .where('claim.id', '=', claimId)
    .executeTakeFirst()
  if (!row || row.subscriber_id !== callingSubscriber(read)) throw claimNotFound()
  return myClaim.parse({
    ...{ id: row.id, receipt: row.receipt, state: row.state, why: row.why },
    amount: row.state === 'given' && row.cents !== null ? moneyToWire(kes(row.cents)) : null,
  })
}
