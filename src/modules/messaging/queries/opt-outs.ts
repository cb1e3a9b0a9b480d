import { channel } from '#kernel/message.ts'
import type { Read } from '#platform/tx.ts'
import { OPT_OUT_BLIND } from '../store/addresses.ts'

export async function optOutsOf(read: Read, given: { phone: string | null; email: string | null }) {
  const blinds = [given.phone, given.email]
    .filter((one) => one !== null)
    .map((value) => read.vault.blind(OPT_OUT_BLIND, value))
  if (blinds.length === 0) return { optOuts: [] }
  const rows = await read.sql
    .selectFrom('messaging.opt_out')
    .select(['channel', 'how', 'at'])
    .where('value_blind', 'in', blinds)
    .orderBy('channel')
    .execute()
  return {
    optOuts: rows.map((row) => ({
      ...{ channel: channel.parse(row.channel), how: row.how, at: row.at.toString() },
    })),
  }
}
