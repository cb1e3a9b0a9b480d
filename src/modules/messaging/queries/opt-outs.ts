import { sql } from 'kysely'
import { email } from '#kernel/email.ts'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { parsePhone } from '#kernel/phone.ts'
import { among, listRows } from '#platform/list.ts'
import type { Read } from '#platform/tx.ts'
import { listOptOuts, type OptOut } from '../contract.ts'
import { OPT_OUT_BLIND, optOutField } from '../store/opt-outs.ts'

const { channel, how } = listOptOuts.reply.shape.items.element.shape

/** Who wants only what they must know, the latest first. */
export async function optOutsPage(read: Read, input: ParsedInputOf<typeof listOptOuts>) {
  return listRows(read, input, {
    name: 'messaging.list-opt-outs',
    query: read.sql
      .selectFrom('messaging.opt_out')
      .select(['id', 'channel', 'value_sealed', 'reason_sealed', 'how', 'at']),
    id: sql.ref('opt_out.id'),
    sorts: { at: { by: sql.ref('at'), type: 'timestamptz' } },
    filters: [among(sql.ref('channel'), input.channel), among(sql.ref('how'), input.how)],
    search: (q) => {
      const address = email.safeParse(q)
      const value = address.success ? address.data : (parsePhone(q) ?? q)
      return sql`value_blind = ${read.vault.blind(OPT_OUT_BLIND, value)}`
    },
    item: (row): OptOut => ({
      ...{ id: row.id, at: row.at.toString() },
      ...{ channel: channel.parse(row.channel), how: how.parse(row.how) },
      address:
        row.value_sealed === null
          ? null
          : read.vault.open(optOutField(row.id, 'value_sealed'), row.value_sealed),
      reason:
        row.reason_sealed === null
          ? null
          : read.vault.open(optOutField(row.id, 'reason_sealed'), row.reason_sealed),
    }),
  })
}
