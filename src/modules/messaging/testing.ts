import { newId } from '#kernel/id.ts'
import type { Read, Tx } from '#platform/tx.ts'
import { addGateway } from './commands/add-gateway.ts'
import { openSaid, PHONE_BLIND } from './store.ts'

/** What was written to somebody, in its order. */
export async function wordsTo(read: Read, subscriberId: string): Promise<string[]> {
  const rows = await read.sql
    .selectFrom('messaging.message')
    .select(['id', 'said_sealed'])
    .where('subscriber_id', '=', subscriberId)
    .orderBy('written_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => openSaid(read, row)?.text ?? '')
}

/** The codes that were written to a phone, in their order, before they are sent and forgotten. */
export async function codesTo(read: Read, phone: string): Promise<string[]> {
  const rows = await read.sql
    .selectFrom('messaging.message')
    .select(['id', 'said_sealed'])
    .where('phone_blind', '=', read.vault.blind(PHONE_BLIND, phone))
    .where('class', '=', 'code')
    .orderBy('written_at')
    .execute()
  return rows.map((row) => /\d{6}/.exec(openSaid(read, row)?.text ?? '')?.[0] ?? '')
}

/** A gateway that carries SMS, so that they are written; what becomes of them nobody asks. */
export async function aGateway(tx: Tx): Promise<void> {
  await addGateway(tx, {
    ...{ id: newId(tx.now), kind: 'bulk', name: 'Test', api: 'http://127.0.0.1:9', rank: 1 },
    ...{ sender: 'TEST', partCost: { cents: '80', currency: 'KES' } },
    keys: { account: 'test', secret: 'test', signing: null },
  })
}
