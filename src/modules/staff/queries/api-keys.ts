import type { Read, Tx } from '#platform/tx.ts'

export async function lockApiKey(tx: Tx, apiKeyId: string) {
  return tx.sql
    .selectFrom('staff.api_key')
    .selectAll()
    .where('id', '=', apiKeyId)
    .forUpdate()
    .executeTakeFirst()
}

export async function allApiKeys(read: Read, about: { memberId?: string }) {
  return read.sql
    .selectFrom('staff.api_key')
    .selectAll()
    .$if(about.memberId !== undefined, (q) => q.where('member_id', '=', about.memberId ?? ''))
    .execute()
}
