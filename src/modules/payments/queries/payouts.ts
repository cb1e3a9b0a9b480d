import type { Read } from '#platform/tx.ts'
import { doorOf } from '../store/mpesa.ts'

/** Whether a payout of this refund was sent, or may have been, and is not known to have failed. */
export async function isPayOutAlive(read: Read, refundId: string): Promise<boolean> {
  const row = await read.sql
    .selectFrom('payments.conversation')
    .select('id')
    .where('kind', '=', 'pay-out')
    .where('subject_id', '=', refundId)
    .where('state', '<>', 'failed')
    .executeTakeFirst()
  return row !== undefined
}

/** A shortcode that can send money out: one of the account that the payment came into before others. */
export async function shortcodeThatPays(read: Read, account: number): Promise<string | undefined> {
  const rows = await read.sql
    .selectFrom('payments.shortcode')
    .select(['id', 'number', 'kind', 'store', 'api', 'door_sealed', 'into_account'])
    .where('is_on', '=', true)
    .orderBy('number')
    .execute()
  const able = rows.filter((row) => doorOf(read, row).initiator !== undefined)
  return (able.find((row) => row.into_account === account) ?? able[0])?.id
}

/** Payouts of which nothing was heard for too long. */
export async function payOutsToLookAfter(read: Read, limit: number): Promise<string[]> {
  const rows = await read.sql
    .selectFrom('payments.conversation')
    .select('id')
    .where('kind', '=', 'pay-out')
    .where('look_at', '<=', read.now)
    .orderBy('look_at')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** The latest payout of each refund. */
export async function payOutsOf(read: Read, refundIds: readonly string[]) {
  if (refundIds.length === 0) return new Map<string, { state: string; said: string | null }>()
  const rows = await read.sql
    .selectFrom('payments.conversation')
    .select(['subject_id', 'state', 'said'])
    .where('subject_kind', '=', 'refund')
    .where('subject_id', 'in', refundIds)
    .where('kind', '=', 'pay-out')
    .orderBy('begun_at')
    .execute()
  return new Map(rows.map(({ subject_id, state, said }) => [subject_id, { state, said }]))
}
