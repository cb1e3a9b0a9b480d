import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { invariants } from '#modules/billing/queries/invariants.ts'
import { aComponent, aPlan, someTerms } from '#modules/catalog/testing.ts'
import { aService } from '#modules/services/testing.ts'
import { testUnits } from '#platform/testing.ts'
import { system } from '#kernel/actor.ts'

const ORIGIN = { actor: system('test'), name: 'test.bill-run' }
const COPIES = 2_400
const MOMENT = '2026-12-22T00:00:00Z'
const RUNNER = join(import.meta.dirname, 'testing/bill-runner.ts')
const said = z.object({ began: z.string(), done: z.int() })

/** A process of its own that works on bill runs; it begins one when told to. */
async function aRunner(url: string) {
  const child = spawn(process.execPath, [RUNNER, url, MOMENT], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const ended = once(child, 'exit')
  expect((await lines.next()).value).toBe('ready')
  return {
    async run() {
      child.stdin.write('go\n')
      const told = said.parse(JSON.parse(z.string().parse((await lines.next()).value)))
      expect(await ended).toEqual([0, null])
      return told
    },
  }
}

test(
  'two processes that bill the same time at once invoice everybody once, without a gap in the numbers',
  { timeout: 60_000 },
  async () => {
    const units = await testUnits()
    const { serviceId, subscriberId } = await units.unit(ORIGIN, async (tx) => {
      const terms = someTerms({ payment: 'postpaid', components: [aComponent()] })
      const { id: planVersionId } = await aPlan(tx, { terms })
      return aService(tx, { planVersionId, pay: 'postpaid' })
    })
    await units.unit(ORIGIN, async (tx) => {
      await sql`
      create temp table copied on commit drop as
      select n, gen_random_uuid() as payer, gen_random_uuid() as service from generate_series(1, ${COPIES}::int) as n`.execute(
        tx.sql,
      )
      await sql`
      insert into subscribers.subscriber
      select (jsonb_populate_record(model, jsonb_build_object('id', payer, 'number', (20000000 + n)::text))).*
      from subscribers.subscriber as model, copied where model.id = ${subscriberId}`.execute(tx.sql)
      await sql`
      insert into services.service
      select (jsonb_populate_record(model, jsonb_build_object('id', service, 'subscriber_id', payer, 'number', (70000000 + n)::text))).*
      from services.service as model, copied where model.id = ${serviceId}`.execute(tx.sql)
    })

    const runners = [await aRunner(units.database.url), await aRunner(units.database.url)]
    const told = await Promise.all(runners.map((one) => one.run()))

    expect(told.map(({ began }) => began).toSorted()).toEqual(['begun', 'billing.run_stands'])
    expect(told.reduce((sum, { done }) => sum + done, 0)).toBe(COPIES + 1)
    await units.read(ORIGIN, async (read) => {
      const { rows } = await sql<{ many: bigint; payers: bigint; span: bigint }>`
      select count(*) as many, count(distinct subscriber_id) as payers, max(number) - min(number) + 1 as span
      from billing.invoice`.execute(read.sql)
      const each = BigInt(COPIES + 1)
      expect(rows).toEqual([{ many: each, payers: each, span: each }])
      for (const { violations } of invariants) expect(await violations(read)).toEqual([])
    })
  },
)
