/**
 * Vouchers: 100,000 codes made; codes of one batch redeemed as fast as it goes by people who type at once; then races of six devices on
 * one code each, in units of their own. Nothing may be redeemed twice, and the books must hold.
 *
 * `--codes 100000 --redeem 1000 --races 10000` are the numbers of the issue.
 */
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { system } from '#kernel/actor.ts'
import { must } from '#kernel/assert.ts'
import { startPostgres } from '#main/embedded-postgres.ts'
import { billing } from '#modules/billing/module.ts'
import {
  redeemVouchers,
  type Redeemed,
  type Typed,
} from '#modules/vouchers/commands/redeem-vouchers.ts'
import { vouchers } from '#modules/vouchers/module.ts'
import { invariants } from '#modules/vouchers/queries/invariants.ts'
import { aBatch } from '#modules/vouchers/testing.ts'
import { movedClock, stopwatch } from '#platform/clock.ts'
import { DatabaseFault } from '#platform/database-fault.ts'
import { GroupCommit } from '#platform/group-commit.ts'
import { openDatabase } from '#platform/db.ts'
import { migrate } from '#platform/migrate.ts'
import { testVault } from '#platform/testing/vault.ts'
import { createUnits } from '#platform/units.ts'

const { values } = parseArgs({
  options: {
    codes: { type: 'string', default: '100000' },
    redeem: { type: 'string', default: '1000' },
    races: { type: 'string', default: '10000' },
    people: { type: 'string', default: '32' },
  },
})
const CODES = Number(values.codes)
const REDEEM = Number(values.redeem)
const RACES = Number(values.races)
const RACERS = 6
const AT_ONCE = 4
const WARM_UP = 300
/** How many people type a code in one moment. */
const PEOPLE = Number(values.people)
const origin = { actor: system('bench'), name: 'bench.vouchers' }

const home = join(import.meta.dirname, '..', '.kasi', `bench-${randomUUID().slice(0, 8)}`)
const server = await startPostgres({ home })
await migrate({ url: server.url })
const database = openDatabase({
  ...{ url: server.url, name: 'kasi bench', connections: AT_ONCE * RACERS, statement_ms: 600_000 },
})
const clock = movedClock('2026-11-20T15:00:00Z')
const units = createUnits({ database, clock, vault: testVault, manifests: [billing, vouchers] })
try {
  const making = stopwatch()
  const { codes } = await units.unit(origin, (tx) => aBatch(tx, { vouchers: CODES }))
  const made_s = making() / 1_000
  const sold = REDEEM + RACES + WARM_UP
  const { codes: good } = await units.unit(origin, (tx) => aBatch(tx, { vouchers: sold, sold }))
  let slow = 0
  // Who waited too long for a busy machine is told so, and tries again, as people do.
  const typed = (code: string, device: string): Typed => ({
    ...{ code, siteId: null, device, address: '', language: 'en' },
  })
  const redeem = async (code: string, device: string): Promise<Redeemed> => {
    try {
      const all = await units.unit(origin, (tx) => redeemVouchers(tx, [typed(code, device)]))
      return must(all[0], 'each is answered')
    } catch (error) {
      if (!(error instanceof DatabaseFault) || error.kind !== 'slow') throw error
      slow++
      return redeem(code, device)
    }
  }

  // As the captive page takes them (platform/http/pages.ts).
  const together = new GroupCommit<Typed, Redeemed>(
    (all) => units.unit(origin, (tx) => redeemVouchers(tx, all)),
    { waiting: 1_000, batch: 50, lanes: 2 },
  )
  const codesOf = async (from: number, to: number) => {
    let place = from
    await Promise.all(
      Array.from({ length: PEOPLE }, async () => {
        for (let at = place++; at < to; at = place++)
          await together.add(typed(good[at] ?? '', `${at}`))
      }),
    )
  }
  await codesOf(sold - WARM_UP, sold)
  // Its plans were made for empty tables; autovacuum does this within a minute.
  await sql`analyze`.execute(database.sql)
  const redeeming = stopwatch()
  await codesOf(0, REDEEM)
  const redeemed_s = redeeming() / 1_000

  let [redeemed, again, refused, next] = [0, 0, 0, 0]
  const services = new Set<string>()
  const racing = stopwatch()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let race = next++; race < RACES; race = next++) {
        const code = good[REDEEM + race] ?? ''
        const all = await Promise.all(
          Array.from({ length: RACERS }, (_, racer) => redeem(code, `${race}-${racer}`)),
        )
        for (const one of all) {
          if (one.kind === 'no') refused++
          else services.add(one.serviceId)
          if (one.kind === 'redeemed') redeemed++
          if (one.kind === 'again') again++
        }
      }
    }),
  )
  const raced_s = racing() / 1_000
  const violations = await units.read(origin, async (read) =>
    (await Promise.all(invariants.map((one) => one.violations(read)))).flat(),
  )
  console.log(
    JSON.stringify({
      bench: 'vouchers',
      ...{ codes: codes.length, made_s, races: RACES, racers: RACERS, raced_s },
      people: PEOPLE,
      redemptionsPerSecond: Math.round(REDEEM / redeemed_s),
      ...{ redeemed, again, refused, slow, double: redeemed - services.size, violations },
    }),
  )
} finally {
  await database.close()
  await server.stop()
  rmSync(home, { recursive: true, force: true })
}
