import { sql } from 'kysely'
import { z } from 'zod'
import { system } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import { aPlan, aProfile, someTerms } from '#modules/catalog/testing.ts'
import { aNas } from '#modules/network/testing.ts'
import { sealSecrets } from '#modules/services/queries/sealed.ts'
import { ntHash } from '#modules/services/rules/nt-hash.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import { decideUsage } from '#modules/usage/index.ts'
import { alignStandings } from '#modules/usage/store/standings.ts'
import type { Units } from '#platform/tx.ts'

export const PASSWORD = 'rangi-saba-42'
/** Total bytes in a month after which a counted line is slow. */
export const FAIR_USE_bytes = 10_000_000_000n
const ORIGIN = { actor: system('bench'), name: 'bench.settle' }
const PART = 10_000

/** Where the router has its address that may go wild; all others speak for the one of 127.0.0.1. */
export const WILD_ADDRESS = '127.0.0.2'

/** Who was there before the first service: two routers, two plans, one subscriber. */
export const founded = z.object({
  secret: z.string(),
  wildSecret: z.string(),
  subscriberId: z.string(),
  plain: z.string(),
  counted: z.string(),
})
export type Founded = z.infer<typeof founded>

/** `coaPort` is where the router listens for changes. */
export function found(units: Units, coaPort: number): Promise<Founded> {
  return units.unit(ORIGIN, async (tx) => {
    const rate = { down_bps: 20_000_000, up_bps: 10_000_000 }
    const speed = await aProfile(tx, {
      ...{ kind: 'speed', rate, guaranteed: null, burst: null, tier: 1, weight: 1, windows: [] },
    })
    const slow = { down_bps: 5_000_000, up_bps: 2_000_000 }
    const stage = { after: String(FAIR_USE_bytes), speed: slow }
    const fairUse = await aProfile(tx, {
      ...{ kind: 'fair-use', period: 'month', counts: 'total', freeWindows: [], notices: [] },
      stages: [{ ...stage, tier: null, weight: null, during: null }],
    })
    const profiles = { speed, fairUse: null, quota: null, accessHours: null }
    const { secret } = await aNas(tx, { address: '127.0.0.1', coaPort })
    const wild = await aNas(tx, { address: WILD_ADDRESS })
    return {
      secret,
      wildSecret: wild.secret,
      subscriberId: await aSubscriber(tx),
      plain: (await aPlan(tx, { terms: someTerms({ profiles }) })).id,
      counted: (await aPlan(tx, { terms: someTerms({ profiles: { ...profiles, fairUse } }) })).id,
    }
  })
}

export type Lines = {
  readonly from: number
  readonly to: number
  readonly plan: string
  /** Its plan has fair use. */
  readonly counts: boolean
}

/**
 * Paid services that dial, called line-FROM to line-TO, of one subscriber: the names of people are not what RADIUS reads.
 * Written set-based, because a million orders would take longer than the measuring.
 */
export async function settle(units: Units, subscriberId: string, lines: Lines): Promise<void> {
  const secrets = { password: PASSWORD, ntHash: ntHash(PASSWORD) }
  for (let from = lines.from; from < lines.to; from += PART) {
    const most = Math.min(PART, lines.to - from)
    await units.unit(ORIGIN, async (tx) => {
      const rows = Array.from({ length: most }, (_, n) => {
        const credential = newId(tx.now)
        const sealed = sealSecrets(tx.vault, credential, secrets)
        return { number: from + n, id: newId(tx.now), credential, period: newId(tx.now), ...sealed }
      })
      const json = JSON.stringify(rows)
      const paidUntil = tx.now.add({ hours: 720 })
      await sql`
        insert into services.service (id, number, subscriber_id, plan_version_id, access, pay, status, requested_at,
          activated_at, paid_until, change, version, changed_at, by_kind, by_id)
        select id, (10000000 + number)::text, ${subscriberId}, ${lines.plan}, 'pppoe', 'prepaid', 'active', ${tx.now},
          ${tx.now}, ${paidUntil}, nextval('services.change_seq'), 1, ${tx.now}, 'system', 'bench'
        from json_to_recordset(${json}::json) as t(number int, id uuid)`.execute(tx.sql)
      await sql`
        insert into services.period (id, service_id, kind, from_at, to_at, paid, plan_version_id, price, made_at)
        select period, id, 'base', ${tx.now}, ${paidUntil}, true, ${lines.plan}, '{}', ${tx.now}
        from json_to_recordset(${json}::json) as t(period uuid, id uuid)`.execute(tx.sql)
      await sql`
        insert into services.credential (id, service_id, username, password_sealed, nt_hash_sealed, made_at, changed_at)
        select credential, id, 'line-' || number, password_sealed, nt_hash_sealed, ${tx.now}, ${tx.now}
        from json_to_recordset(${json}::json)
          as t(credential uuid, id uuid, number int, password_sealed text, nt_hash_sealed text)`.execute(
        tx.sql,
      )
      // What orders announce, and the queue would do: where each service stands before its first record.
      const ids = rows.map(({ id }) => id)
      if (lines.counts) await decideUsage(tx, ids)
      else await alignStandings(tx, ids)
    })
  }
}
