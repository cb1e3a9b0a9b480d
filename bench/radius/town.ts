import { sql } from 'kysely'
import { system } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import { aPlan } from '#modules/catalog/testing.ts'
import { aNas } from '#modules/network/testing.ts'
import { sealSecrets } from '#modules/services/queries/sealed.ts'
import { ntHash } from '#modules/services/rules/nt-hash.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import type { Units } from '#platform/tx.ts'

export const PASSWORD = 'rangi-saba-42'
const ORIGIN = { actor: system('bench'), name: 'bench.settle' }
const PART = 10_000

/**
 * So many paid services that dial, called line-0 to line-N, of one subscriber: the names of people are not what RADIUS
 * reads. Written set-based, because a million orders would take longer than the measuring.
 */
export async function settle(units: Units, services: number): Promise<{ secret: string }> {
  const { nas, planVersionId, subscriberId } = await units.unit(ORIGIN, async (tx) => ({
    nas: await aNas(tx, { address: '127.0.0.1' }),
    planVersionId: (await aPlan(tx)).id,
    subscriberId: await aSubscriber(tx),
  }))
  for (let from = 0; from < services; from += PART) {
    const numbers = Array.from({ length: Math.min(PART, services - from) }, (_, n) => from + n)
    await units.unit(ORIGIN, async (tx) => {
      const rows = numbers.map((number) => {
        const credentialId = newId(tx.now)
        const secrets = { password: PASSWORD, ntHash: ntHash(PASSWORD) }
        return {
          ...{ number, id: newId(tx.now), credential: credentialId, period: newId(tx.now) },
          ...sealSecrets(tx.vault, credentialId, secrets),
        }
      })
      const json = JSON.stringify(rows)
      await sql`
        insert into services.service (id, number, subscriber_id, plan_version_id, access, pay, status, requested_at,
          activated_at, paid_until, change, version, changed_at, by_kind, by_id)
        select id, (10000000 + number)::text, ${subscriberId}, ${planVersionId}, 'pppoe', 'prepaid', 'active', ${tx.now}, ${tx.now},
          ${tx.now.add({ hours: 720 })}, nextval('services.change_seq'), 1, ${tx.now}, 'system', 'bench'
        from json_to_recordset(${json}::json) as t(number int, id uuid)`.execute(tx.sql)
      await sql`
        insert into services.period (id, service_id, kind, from_at, to_at, paid, plan_version_id, price, made_at)
        select period, id, 'base', ${tx.now}, ${tx.now.add({ hours: 720 })}, true, ${planVersionId}, '{}', ${tx.now}
        from json_to_recordset(${json}::json) as t(period uuid, id uuid)`.execute(tx.sql)
      await sql`
        insert into services.credential (id, service_id, username, password_sealed, nt_hash_sealed, made_at, changed_at)
        select credential, id, 'line-' || number, password_sealed, nt_hash_sealed, ${tx.now}, ${tx.now}
        from json_to_recordset(${json}::json)
          as t(credential uuid, id uuid, number int, password_sealed text, nt_hash_sealed text)`.execute(
        tx.sql,
      )
    })
  }
  return { secret: nas.secret }
}
