import type { Updateable } from 'kysely'
import { newId } from '#kernel/id.ts'
import type { PaymentsConversation } from '#platform/database.ts'
import type { Tx } from '#platform/tx.ts'

export type ConversationKind =
  | 'status'
  | 'pay-out'
  | 'reversal'
  | 'balance'
  | 'pay-business'
  | 'standing-order'

/** Writes down that Daraja is about to be asked, before it is: from then on it may have been. */
export async function insertConversation(
  tx: Tx,
  asked: {
    readonly id?: string
    readonly shortcodeId: string
    readonly kind: ConversationKind
    readonly subject: { readonly kind: string; readonly id: string }
    readonly lookAt: Temporal.Instant | null
    readonly reason?: string
  },
): Promise<string> {
  const { id = newId(tx.now), shortcodeId, kind, subject, lookAt, reason = null } = asked
  await tx.sql
    .insertInto('payments.conversation')
    .values({
      ...{ id, shortcode_id: shortcodeId, kind, subject_kind: subject.kind },
      ...{ subject_id: subject.id, state: 'sending', begun_at: tx.now, look_at: lookAt, reason },
    })
    .execute()
  return id
}

/** Nothing where there is none: an answer to a question that we never put. */
export async function lockConversation(tx: Tx, id: string) {
  return tx.sql
    .selectFrom('payments.conversation')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

/** The payout of a refund that was sent, or may have been; nothing where none was, or it came to nothing. */
export async function lockPayOutOf(tx: Tx, refundId: string): Promise<Conversation | undefined> {
  return tx.sql
    .selectFrom('payments.conversation')
    .selectAll()
    .where('kind', '=', 'pay-out')
    .where('subject_id', '=', refundId)
    .where('state', 'in', ['sending', 'sent', 'unknown'])
    .forUpdate()
    .executeTakeFirst()
}
export type Conversation = NonNullable<Awaited<ReturnType<typeof lockConversation>>>

export async function updateConversation(
  tx: Tx,
  id: string,
  change: Updateable<PaymentsConversation>,
) {
  await tx.sql.updateTable('payments.conversation').set(change).where('id', '=', id).execute()
}
