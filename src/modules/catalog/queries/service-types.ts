import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'
import type { ServiceType } from '../contract.ts'
import { serviceTypeNotFound } from '../refusals.ts'

/** All kinds of service in their order, with how many plans of each are open. */
export async function serviceTypesNow(read: Read): Promise<ServiceType[]> {
  const rows = await read.sql
    .selectFrom('catalog.service_type as type')
    .select([
      'type.id',
      'type.name_en',
      'type.name_sw',
      'type.online',
      'type.state',
      'type.version',
    ])
    .select(
      sql<bigint>`(select count(*) from catalog.plan plan
        where plan.service_type_id = type.id and plan.state = 'open' and plan.kind = 'listed')`.as(
        'plans',
      ),
    )
    .orderBy('type.sort')
    .orderBy('type.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: { en: row.name_en, sw: row.name_sw },
    online: row.online,
    state: row.state === 'open' ? 'open' : 'archived',
    version: row.version,
    plans: Number(row.plans),
  }))
}

export async function openServiceTypes(read: Read): Promise<Map<string, { online: boolean }>> {
  const rows = await read.sql
    .selectFrom('catalog.service_type')
    .select(['id', 'online'])
    .where('state', '=', 'open')
    .execute()
  return new Map(rows.map(({ id, online }) => [id, { online }]))
}

export async function plansOnSaleOfType(read: Read, serviceTypeId: string): Promise<number> {
  const { count } = await read.sql
    .selectFrom('catalog.plan')
    .select(sql<bigint>`count(*)`.as('count'))
    .where('service_type_id', '=', serviceTypeId)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function serviceTypeNow(read: Read, id: string): Promise<ServiceType> {
  const found = (await serviceTypesNow(read)).find((one) => one.id === id)
  if (!found) throw serviceTypeNotFound()
  return found
}
