import { sql } from 'kysely'
import { z } from 'zod'
import type { ReplyOf } from '#kernel/endpoint.ts'
import type { Read } from '#platform/tx.ts'
import type { listPackages, offeredPackage } from '../contract.ts'
import { packageNotFound } from '../refusals.ts'
import { editedFrom } from './author.ts'

type OnWire = z.input<typeof offeredPackage>

function packages(read: Read) {
  return read.sql
    .selectFrom('catalog.package as package')
    .selectAll('package')
    .select(
      sql<bigint>`(select count(*) from catalog.composed composed where composed.package_id = package.id)`.as(
        'composed',
      ),
    )
}
type Row = Awaited<ReturnType<ReturnType<typeof packages>['execute']>>[number]

function onWire(row: Row): OnWire {
  return {
    ...{ id: row.id, code: row.code, content: z.custom<OnWire['content']>().parse(row.content) },
    state: row.state === 'open' ? 'open' : 'archived',
    ...editedFrom(row),
    composed: Number(row.composed),
  }
}

export async function packagesNow(read: Read): Promise<ReplyOf<typeof listPackages>> {
  const rows = await packages(read).orderBy('state', 'desc').orderBy('code').limit(200).execute()
  return { packages: rows.map(onWire) }
}

export async function packageNow(read: Read, packageId: string): Promise<OnWire> {
  const row = await packages(read).where('package.id', '=', packageId).executeTakeFirst()
  if (!row) throw packageNotFound()
  return onWire(row)
}
