import { sql, type Insertable } from 'kysely'
import type { MessagingGateway } from '#platform/database.ts'
import type { Read, Tx } from '#platform/tx.ts'
import { gatewayKeys, gatewayKind, type GatewayKeys } from '../contract.ts'
import type { Door } from '../outside/port.ts'
import { gatewayNotFound } from '../refusals.ts'
import { restAfter } from '../rules/after-try.ts'
import { stamp } from '../store.ts'

const at = (column: 'keys_sealed' | 'hook_secret_sealed', row: string) => ({
  table: 'messaging.gateway',
  column,
  row,
})

type Columns = Omit<
  Insertable<MessagingGateway>,
  'keys_sealed' | 'hook_secret_sealed' | 'version' | 'changed_at' | 'by_kind' | 'by_id'
>

/** False when it is there already. */
export async function insertGateway(
  tx: Tx,
  columns: Columns,
  secrets: { keys: GatewayKeys; hookSecret: string },
): Promise<boolean> {
  const { id } = columns
  const inserted = await tx.sql
    .insertInto('messaging.gateway')
    .values({
      ...columns,
      keys_sealed: tx.vault.sealJson(at('keys_sealed', id), secrets.keys),
      hook_secret_sealed: tx.vault.seal(at('hook_secret_sealed', id), secrets.hookSecret),
      ...stamp(tx),
      version: 1,
    })
    .onConflict((known) => known.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export async function lockGateway(tx: Tx, gatewayId: string) {
  const row = await tx.sql
    .selectFrom('messaging.gateway')
    .selectAll()
    .where('id', '=', gatewayId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw gatewayNotFound()
  return row
}

export async function updateGateway(
  tx: Tx,
  gatewayId: string,
  { keys, ...columns }: Partial<Columns> & { keys?: GatewayKeys },
) {
  await tx.sql
    .updateTable('messaging.gateway')
    .set({
      ...columns,
      ...(keys && { keys_sealed: tx.vault.sealJson(at('keys_sealed', gatewayId), keys) }),
      ...stamp(tx),
      // What changes may be what was wrong with it.
      ...{ rest_until: null, failures: 0, trouble: null, trouble_at: null },
      version: sql<number>`version + 1`,
    })
    .where('id', '=', gatewayId)
    .execute()
}

/** How a gateway did: one that fails is left alone, longer each time. Marks of ours, no change by anybody. */
export async function markGateway(
  tx: Tx,
  gatewayId: string,
  did: { readonly trouble: string } | 'well',
) {
  if (did === 'well') {
    await tx.sql
      .updateTable('messaging.gateway')
      .set({ rest_until: null, failures: 0, trouble: null, trouble_at: null })
      .where('id', '=', gatewayId)
      .where((eb) => eb.or([eb('failures', '>', 0), eb('trouble', 'is not', null)]))
      .execute()
    return
  }
  const row = await tx.sql
    .updateTable('messaging.gateway')
    .set({
      failures: sql<number>`failures + 1`,
      ...{ trouble: did.trouble.slice(0, 500), trouble_at: tx.now },
    })
    .where('id', '=', gatewayId)
    .returning('failures')
    .executeTakeFirstOrThrow()
  await tx.sql
    .updateTable('messaging.gateway')
    .set({ rest_until: restAfter(row.failures, tx.now) })
    .where('id', '=', gatewayId)
    .execute()
}

type DoorRow = { id: string; kind: string; api: string; sender: string; keys_sealed: string }

export const DOOR_COLUMNS = ['id', 'kind', 'api', 'sender', 'keys_sealed'] as const

export function doorOf(read: Pick<Read, 'vault'>, row: DoorRow): Door {
  const { id, api, sender } = row
  return {
    ...{ id, api, sender, kind: gatewayKind.parse(row.kind) },
    keys: gatewayKeys.parse(read.vault.openJson(at('keys_sealed', id), row.keys_sealed)),
  }
}

export function hookSecretOf(
  read: Pick<Read, 'vault'>,
  row: { id: string; hook_secret_sealed: string },
): string {
  return read.vault.open(at('hook_secret_sealed', row.id), row.hook_secret_sealed)
}
