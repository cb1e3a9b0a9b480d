import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'
import { businessPaymentNotFound } from '../refusals.ts'
import { doorOf } from '../store/mpesa.ts'

/** Orders of which nothing was heard for too long; payouts have a look of their own. */
export async function ordersToLookAfter(read: Read, limit: number): Promise<string[]> {
  const rows = await read.sql
    .selectFrom('payments.conversation')
    .select('id')
    .where('kind', 'in', ['reversal', 'pay-business', 'balance'])
    .where('look_at', '<=', read.now)
    .orderBy('look_at')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** The reversal of a payment that was asked for, or may have been, and is not known to have failed. */
export async function livingReversal(read: Pick<Read, 'sql'>, paymentId: string) {
  return read.sql
    .selectFrom('payments.conversation')
    .select(['id', 'state', 'look_at'])
    .where('kind', '=', 'reversal')
    .where('subject_id', '=', paymentId)
    .where('state', '<>', 'failed')
    .executeTakeFirst()
}

/** The latest reversal that we asked for. */
export async function lastReversal(read: Read, paymentId: string) {
  return read.sql
    .selectFrom('payments.conversation')
    .select(['state', 'said', 'begun_at', 'look_at'])
    .where('subject_kind', '=', 'payment')
    .where('subject_id', '=', paymentId)
    .where('kind', '=', 'reversal')
    .orderBy('begun_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The shortcode that took a payment, if it can order anything: the one that told of it, or the only one of its account. */
export async function shortcodeThatTook(
  read: Read,
  payment: { readonly id: string; readonly into_account: number },
): Promise<string | undefined> {
  const rows = await read.sql
    .selectFrom('payments.shortcode')
    .select(['id', 'number', 'kind', 'store', 'api', 'door_sealed', 'into_account'])
    .select(
      sql<boolean>`exists (select from payments.telling where payment_id = ${payment.id} and shortcode_id = shortcode.id)
        or exists (select from payments.prompt where payment_id = ${payment.id} and shortcode_id = shortcode.id)`.as(
        'told',
      ),
    )
    .where('into_account', '=', payment.into_account)
    .orderBy('number')
    .execute()
  const took = rows.filter(({ told }) => told)
  const meant = took.length > 0 ? took : rows.length === 1 ? rows : []
  return meant.find((row) => doorOf(read, row).initiator !== undefined)?.id
}

/** Shortcodes that can be asked what they hold, and whether an answer is still to come. */
export async function shortcodesToAsk(read: Read) {
  const rows = await read.sql
    .selectFrom('payments.shortcode')
    .select(['id', 'number', 'kind', 'store', 'api', 'door_sealed'])
    .select(
      sql<boolean>`exists (select from payments.conversation where shortcode_id = shortcode.id
        and kind = 'balance' and state in ('sending', 'sent', 'unknown'))`.as('is_asked'),
    )
    .where('is_on', '=', true)
    .execute()
  const able = rows.filter((row) => doorOf(read, row).initiator !== undefined)
  return able.map(({ id, is_asked: isAsked }) => ({ shortcodeId: id, isAsked }))
}

export async function orderOfBusinessPayment(read: Read, id: string): Promise<string> {
  const row = await read.sql
    .selectFrom('payments.conversation')
    .select('id')
    .where('subject_kind', '=', 'business-payment')
    .where('subject_id', '=', id)
    .executeTakeFirst()
  if (!row) throw businessPaymentNotFound()
  return row.id
}
