import type { Tx } from '#platform/tx.ts'
import type { AccountBalance } from '../rules/balances.ts'

/** What a shortcode holds, as M-Pesa said now, and what the books hold. */
export async function insertBalance(
  tx: Tx,
  told: {
    readonly conversationId: string
    readonly shortcodeId: string
    readonly accounts: readonly AccountBalance[]
    readonly booked: bigint
  },
) {
  const { conversationId, shortcodeId, accounts, booked } = told
  await tx.sql
    .insertInto('payments.balance')
    .values({
      ...{ conversation_id: conversationId, shortcode_id: shortcodeId, told_at: tx.now },
      cents: accounts.reduce((sum, { cents }) => sum + cents, 0n),
      accounts: JSON.stringify(accounts.map(({ name, cents }) => ({ name, cents: String(cents) }))),
      booked_cents: booked,
    })
    .execute()
}
