import type { Updateable } from 'kysely'
import type { PaymentsClaim } from '#platform/database.ts'
import { anyOf } from '#platform/sql-array.ts'
import type { Read, Tx } from '#platform/tx.ts'
import { claimNotFound } from '../refusals.ts'
import { stamp } from '../store.ts'

const PHONE = { table: 'payments.claim', column: 'phone_sealed' }
export const CLAIM_DEVICE = 'payments.claim.device_blind'
export const CLAIM_ADDRESS = 'payments.claim.address_blind'

export type NewClaim = {
  readonly id: string
  readonly receipt: string
  readonly subscriberId: string | null
  readonly promptId: string | null
  readonly phone: string | null
  readonly device: string | null
  readonly address: string | null
}

/** False when there is one of this id already. */
export async function insertClaim(tx: Tx, claim: NewClaim): Promise<boolean> {
  const { changed_at: _, ...by } = stamp(tx)
  const { id, receipt, subscriberId, promptId, phone, device, address } = claim
  const inserted = await tx.sql
    .insertInto('payments.claim')
    .values({
      ...{ id, receipt, subscriber_id: subscriberId, prompt_id: promptId, state: 'waiting' },
      phone_sealed: phone === null ? null : tx.vault.seal({ ...PHONE, row: id }, phone),
      device_blind: device === null ? null : tx.vault.blind(CLAIM_DEVICE, device),
      address_blind: address === null ? null : tx.vault.blind(CLAIM_ADDRESS, address),
      ...{ claimed_at: tx.now, look_at: tx.now },
      ...by,
    })
    .onConflict((known) => known.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export async function lockClaim(tx: Tx, claimId: string) {
  const row = await tx.sql
    .selectFrom('payments.claim')
    .selectAll()
    .where('id', '=', claimId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw claimNotFound()
  return row
}
export type ClaimAtStake = Awaited<ReturnType<typeof lockClaim>>

export async function updateClaim(
  tx: Tx,
  claimId: string,
  change: Updateable<Omit<PaymentsClaim, 'phone_sealed'>>,
) {
  await tx.sql.updateTable('payments.claim').set(change).where('id', '=', claimId).execute()
}

/** Those that wait need wait no longer: something of what they wait for is known now. */
export async function hurryClaims(tx: Tx, claimIds: readonly string[]) {
  await tx.sql
    .updateTable('payments.claim')
    .set({ look_at: tx.now })
    .where('id', '=', anyOf(claimIds))
    .where('state', '=', 'waiting')
    .execute()
}

export function claimPhone(
  read: Pick<Read, 'vault'>,
  row: { id: string; phone_sealed: string | null },
): string | null {
  return row.phone_sealed && read.vault.open({ ...PHONE, row: row.id }, row.phone_sealed)
}
