import { randomUUID } from 'node:crypto'
import { aComponent, aPlan, someTerms } from '#modules/catalog/testing.ts'
import type { Actor } from '#kernel/actor.ts'
import { kes } from '#kernel/money.ts'
import type { Tx } from '#platform/tx.ts'
import { addBatch } from './commands/add-batch.ts'
import { makePart } from './commands/make-part.ts'
import { sellVouchers } from './commands/sell-vouchers.ts'
import { at } from './store.ts'

/** A batch whose codes are made, with its codes; of an hour for 20 shillings, unless said. Handed out where `sold`. */
export async function aBatch(
  tx: Tx,
  given: Partial<Parameters<typeof addBatch>[1]> & { sold?: number } = {},
): Promise<{ batchId: string; codes: string[] }> {
  const { sold = 0, ...rest } = given
  const id = randomUUID()
  const planVersionId = rest.planVersionId ?? (await anHour(tx))
  const day = tx.now.toZonedDateTimeISO('Africa/Nairobi').toPlainDate()
  await addBatch(tx, {
    ...{ id, name: 'Hours', siteIds: [], face: kes(2_000n), codes: 'letters', devices: null },
    ...{ lastDay: day.add({ days: 90 }).toString(), printableDays: 14, vouchers: 10 },
    ...rest,
    planVersionId,
  })
  while ((await makePart(tx, id)) > 0);
  if (sold > 0)
    await sellVouchers(
      { ...tx, actor: cashier },
      {
        ...{ id: randomUUID(), batchId: id, fromSerial: 1, toSerial: sold, buyer: 'Mama Njeri' },
        ...{ how: 'cash', paid: kes(1_800n * BigInt(sold)), reference: null },
      },
    )
  return { batchId: id, codes: await codesOf(tx, id) }
}

/** Who takes the money. */
const cashier: Actor = {
  ...{ kind: 'staff', id: randomUUID(), via: { kind: 'session', id: randomUUID() } },
  ...{ permissions: new Set(['vouchers.sell']), sites: 'all', standing: 'whole', provenAt_ms: 0 },
}

/** An hour for 20 shillings with taxes, for one device. */
export async function anHour(tx: Tx): Promise<string> {
  const version = await aPlan(tx, {
    serviceTypeId: 'hotspot',
    terms: someTerms({
      ...{ validity: { unit: 'hour', count: 1, mode: 'elapsed', anchor: null } },
      ...{ renewal: 'by-hand', proration: 'none', components: [aComponent({ cents: 2_000 })] },
    }),
  })
  return version.id
}

async function codesOf(tx: Tx, batchId: string): Promise<string[]> {
  const rows = await tx.sql
    .selectFrom('vouchers.printable')
    .selectAll()
    .where('batch_id', '=', batchId)
    .orderBy('from_serial')
    .execute()
  return rows.flatMap((row) =>
    tx.vault.open(at('printable', 'codes_sealed', row.id), row.codes_sealed).split(' '),
  )
}
