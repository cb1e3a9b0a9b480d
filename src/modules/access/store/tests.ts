import type { Tx } from '#platform/tx.ts'
import type { FieldAddress, Json } from '#platform/vault.ts'

/** Where the parts of a test are sealed: a name, and maybe a password that somebody typed. */
export function askedAt(id: string): FieldAddress {
  return { table: 'access.test', column: 'asked_sealed', row: id }
}
export function outcomeAt(id: string): FieldAddress {
  return { table: 'access.test', column: 'outcome_sealed', row: id }
}

export async function insertTest(
  tx: Tx,
  test: { id: string; nas_id: string; service_id: string; by_kind: string; by_id: string },
  asked: Json,
): Promise<void> {
  await tx.sql
    .insertInto('access.test')
    .values({ ...test, asked_at: tx.now, asked_sealed: tx.vault.sealJson(askedAt(test.id), asked) })
    .execute()
}

/** Of a job that ran twice the first outcome stands. */
export async function putTestOutcome(tx: Tx, testId: string, outcome: Json): Promise<void> {
  await tx.sql
    .updateTable('access.test')
    .set({ answered_at: tx.now, outcome_sealed: tx.vault.sealJson(outcomeAt(testId), outcome) })
    .where('id', '=', testId)
    .where('answered_at', 'is', null)
    .execute()
}
