import { newId } from '#kernel/id.ts'
import type { Tx } from '#platform/tx.ts'
import type { OptOut } from '../contract.ts'

export const OPT_OUT_BLIND = 'messaging.opt_out.value_blind'
export const optOutField = (row: string, column: 'value_sealed' | 'reason_sealed') => ({
  table: 'messaging.opt_out',
  column,
  row,
})

/** Its id, or nothing where it stands already. */
export async function insertOptOut(
  tx: Tx,
  given: {
    channel: OptOut['channel']
    value: string
    how: OptOut['how']
    reason?: string
  },
): Promise<string | undefined> {
  const { channel, value, how, reason } = given
  const id = newId(tx.now)
  const row = await tx.sql
    .insertInto('messaging.opt_out')
    .values({
      ...{ id, channel, how, at: tx.now },
      value_blind: tx.vault.blind(OPT_OUT_BLIND, value),
      value_sealed: tx.vault.seal(optOutField(id, 'value_sealed'), value),
      reason_sealed:
        reason === undefined ? null : tx.vault.seal(optOutField(id, 'reason_sealed'), reason),
    })
    .onConflict((known) => known.columns(['channel', 'value_blind']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

export async function deleteOptOut(tx: Tx, given: { channel: OptOut['channel']; value: string }) {
  await tx.sql
    .deleteFrom('messaging.opt_out')
    .where('channel', '=', given.channel)
    .where('value_blind', '=', tx.vault.blind(OPT_OUT_BLIND, given.value))
    .execute()
}

/** Whether there was one. */
export async function deleteOptOutById(tx: Tx, id: string): Promise<boolean> {
  const gone = await tx.sql
    .deleteFrom('messaging.opt_out')
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return gone !== undefined
}
