import { sql } from 'kysely'
import { z } from 'zod'
import type { Actor } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import { newId } from '#kernel/id.ts'
import type { Tx } from '#platform/tx.ts'
import type { Vault } from '#platform/vault.ts'
import type { IssuedKind } from './contract.ts'
import type { Stamp } from './rules/issued-sheet.ts'
import type { Buyer, Seller } from './rules/parts.ts'

const at = (table: string, column: string, row: string) => ({
  ...{ table: `documents.${table}`, column, row },
})

export const buyerShape = z.object({
  name: z.string(),
  number: z.string(),
  kraPin: z.string().nullable(),
  address: z.string().nullable(),
})
const sellerShape = z.object({
  name: z.string(),
  legalName: z.string(),
  kraPin: z.string().nullable(),
  vatRegistered: z.boolean(),
  caLicence: z.string().nullable(),
  address: z.array(z.string()),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  website: z.string().nullable(),
})

export function openBuyer(vault: Vault, row: { id: string; buyer_sealed: string }): Buyer {
  return buyerShape.parse(vault.openJson(at('kept', 'buyer_sealed', row.id), row.buyer_sealed))
}

export function openSeller(
  vault: Vault,
  row: { seller_id: string; seller_sealed: string },
): Seller {
  return sellerShape.parse(
    vault.openJson(at('seller', 'seller_sealed', row.seller_id), row.seller_sealed),
  )
}

/** Up to which number the parties are kept; held, so that one keeps at a time. */
export async function holdProgress(tx: Tx, kind: IssuedKind): Promise<bigint> {
  const row = await tx.sql
    .selectFrom('documents.progress')
    .select('number')
    .where('kind', '=', kind)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return row.number
}

/** The row of who we are at this version of our identity; made where it is the first. */
export async function sellerId(
  tx: Tx,
  { seller, version }: { seller: Seller; version: number },
): Promise<string> {
  const there = await tx.sql
    .selectFrom('documents.seller')
    .select('id')
    .where('version', '=', version)
    .executeTakeFirst()
  if (there) return there.id
  const id = newId(tx.now)
  await tx.sql
    .insertInto('documents.seller')
    .values({
      ...{ id, version, kept_at: tx.now },
      seller_sealed: tx.vault.sealJson(at('seller', 'seller_sealed', id), {
        ...seller,
        address: [...seller.address],
      }),
    })
    .execute()
  return id
}

export async function insertKept(
  tx: Tx,
  kind: IssuedKind,
  rows: readonly { id: string; sellerId: string; buyer: Buyer }[],
  upTo: bigint,
): Promise<void> {
  const kept = rows.map(({ id, sellerId: seller_id, buyer }) => ({
    ...{ id, kind, seller_id, kept_at: tx.now },
    buyer_sealed: tx.vault.sealJson(at('kept', 'buyer_sealed', id), { ...buyer }),
  }))
  await sql`
    insert into documents.kept
    select * from jsonb_populate_recordset(null::documents.kept, ${JSON.stringify(kept)}::jsonb)`.execute(
    tx.sql,
  )
  await tx.sql
    .updateTable('documents.progress')
    .set({ number: upTo })
    .where('kind', '=', kind)
    .execute()
}

/** Whether it is new; the same words again change nothing. */
export async function insertStamp(tx: Tx, id: string, stamp: Stamp): Promise<boolean> {
  const { numInsertedOrUpdatedRows: many } = await tx.sql
    .insertInto('documents.fiscal_stamp')
    .values({
      ...{ id, cu_serial: stamp.cuSerial, cu_invoice_number: stamp.cuInvoiceNumber },
      ...{ internal_data: stamp.internalData, receipt_signature: stamp.receiptSignature },
      ...{ verify_url: stamp.verifyUrl, signed_at: stamp.signedAt },
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow()
  return many === 1n
}

function by(actor: Actor): { by_kind: string; by_id: string } {
  if (actor.kind === 'system') return { by_kind: 'system', by_id: actor.name }
  assert(actor.kind !== 'nobody', 'nobody asks for archives')
  return { by_kind: actor.kind, by_id: actor.id }
}

export async function insertBundle(
  tx: Tx,
  bundle: {
    id: string
    kind: IssuedKind
    from: Temporal.PlainDate
    to: Temporal.PlainDate
    wanted: number
  },
): Promise<void> {
  const { id, kind, from, to, wanted } = bundle
  await tx.sql
    .insertInto('documents.bundle')
    .values({
      ...{ id, kind, from_on: from, to_on: to, wanted, state: 'making', asked_at: tx.now },
      ...by(tx.actor),
    })
    .execute()
}

export async function insertPart(
  tx: Tx,
  part: {
    bundleId: string
    archive: Uint8Array
    documents: number
    upTo: bigint
    isLast: boolean
  },
): Promise<void> {
  const { bundleId, archive, documents } = part
  const id = newId(tx.now)
  await tx.sql
    .insertInto('documents.bundle_part')
    .values((row) => ({
      ...{ id, bundle_id: bundleId, documents, size_bytes: archive.byteLength },
      place: row
        .selectFrom('documents.bundle_part')
        .where('bundle_id', '=', bundleId)
        .select(sql<number>`count(*)::int + 1`.as('next')),
      content_sealed: tx.vault.seal(
        at('bundle_part', 'content_sealed', id),
        Buffer.from(archive).toString('base64'),
      ),
    }))
    .execute()
  await tx.sql
    .updateTable('documents.bundle')
    .set({
      ...{ after_number: part.upTo, made: sql<number>`made + ${documents}` },
      // What was issued since it was asked for is in it, too.
      wanted: sql<number>`greatest(wanted, made + ${documents})`,
      ...(part.isLast && { state: 'ready', ended_at: tx.now }),
    })
    .where('id', '=', bundleId)
    .execute()
}

export function openPart(vault: Vault, row: { id: string; content_sealed: string }): Uint8Array {
  return Buffer.from(
    vault.open(at('bundle_part', 'content_sealed', row.id), row.content_sealed),
    'base64',
  )
}

export async function endBundle(tx: Tx, id: string, state: 'ready' | 'failed'): Promise<void> {
  await tx.sql
    .updateTable('documents.bundle')
    .set({ state, ended_at: tx.now })
    .where('id', '=', id)
    .where('state', '=', 'making')
    .execute()
}

export async function deleteBundles(tx: Tx, before: Temporal.Instant): Promise<void> {
  await tx.sql.deleteFrom('documents.bundle').where('asked_at', '<', before).execute()
}
