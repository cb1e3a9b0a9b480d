import type { Read, Tx } from '#platform/tx.ts'
import { contract, contractTerms, type Contract } from '../contract/contracts.ts'
import { contractNotFound } from '../refusals.ts'
import { authorFrom } from './subscribers.ts'

export async function contractsNow(read: Read, subscriberId: string): Promise<Contract[]> {
  const rows = await read.sql
    .selectFrom('subscribers.contract')
    .selectAll()
    .where('subscriber_id', '=', subscriberId)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(contractShown)
}

/** Contracts by id, for whoever prices and bills under them. */
export async function contractsById(
  read: Read,
  ids: readonly string[],
): Promise<Map<string, Contract>> {
  if (ids.length === 0) return new Map()
  const rows = await read.sql
    .selectFrom('subscribers.contract')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.id, contractShown(row)]))
}

/** The contract, locked until the unit ends; refuses one that is not this subscriber's. */
export async function lockContract(tx: Tx, input: { subscriberId: string; contractId: string }) {
  const row = await tx.sql
    .selectFrom('subscribers.contract')
    .selectAll()
    .where('id', '=', input.contractId)
    .where('subscriber_id', '=', input.subscriberId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw contractNotFound()
  return row
}

type Row = Awaited<ReturnType<typeof lockContract>>

function contractShown(row: Row): Contract {
  return {
    id: row.id,
    subscriberId: row.subscriber_id,
    number: row.number,
    state: contract.shape.state.parse(row.state),
    name: row.name,
    from: row.from_on.toString(),
    until: row.until_on?.toString() ?? null,
    documentId: row.document_id,
    terms: contractTerms.parse(row.terms),
    endedOn: row.ended_on?.toString() ?? null,
    addedAt: row.added_at.toString(),
    version: row.version,
    changedAt: row.changed_at.toString(),
    changedBy: authorFrom(row),
  }
}
