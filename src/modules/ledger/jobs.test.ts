import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { testUnits } from '#platform/testing.ts'
import { sealDayJob, verifySealsJob } from './jobs.ts'
import { ledger } from './module.ts'
import { sealsNow } from './queries/seals.ts'
import { verifySeals } from './queries/verification.ts'
import { aJournal } from './testing.ts'

const origin = { actor: system('test'), name: 'ledger.test' }

/** What somebody with the keys of the database could do, past the triggers. */
const tamper = {
  'a changed amount': sql`update ledger.posting set cents = cents * 2`,
  'a changed memo': sql`update ledger.journal set memo = 'x' where number = (select min(number) from ledger.journal)`,
  'a changed day': sql`update ledger.journal set booked_on = booked_on - 1`,
  'a changed actor': sql`update ledger.journal set by_id = 'somebody else'`,
  'a journal taken out': sql`delete from ledger.posting where journal = (select min(number) from ledger.journal)`,
  'a forged seal': sql`update ledger.seal set hash = sha256('x'), mac = mac where number = 1`,
  'a seal taken out': sql`delete from ledger.seal where number = 1`,
}

test('a day is sealed once, over what was recorded since the last, and verifies', async () => {
  const units = await testUnits({ manifests: [ledger], at: '2026-11-20T18:00:00+03:00' })
  const seal = () => units.unit(origin, async (tx) => tx.later(sealDayJob, {}))
  const seals = () => units.read(origin, sealsNow)
  await units.unit(origin, (tx) => aJournal(tx))
  await units.unit(origin, (tx) => aJournal(tx))
  await seal()
  await units.runJobs()
  expect(await seals()).toMatchObject({
    total: 1,
    unsealed: 0,
    seals: [{ number: 1, day: '2026-11-19', journals: 2 }],
  })

  // The same day again changes nothing; nor does a day without journals.
  await units.unit(origin, (tx) => aJournal(tx))
  await seal()
  await units.runJobs()
  expect(await seals()).toMatchObject({ total: 1, unsealed: 1 })

  // Three days asleep: one seal for all.
  units.clock.passes('PT72H')
  await seal()
  await units.runJobs()
  await seal()
  await units.runJobs()
  expect(await seals()).toMatchObject({
    total: 2,
    unsealed: 0,
    seals: [{ number: 2, day: '2026-11-22', journals: 1 }, { number: 1 }],
  })

  await units.unit(origin, async (tx) => tx.later(verifySealsJob, {}))
  await units.runJobs()
  expect((await seals()).last).toMatchObject({ journals: 3, seals: 2, findingsCount: 0 })

  for (const [what, statement] of Object.entries(tamper)) {
    await units
      .unit(origin, async (tx) => {
        for (const table of ['journal', 'posting', 'seal'])
          await sql`alter table ledger.${sql.raw(table)} disable trigger user`.execute(tx.sql)
        await statement.execute(tx.sql)
        const { findingsCount } = await verifySeals(tx)
        expect(findingsCount, what).toBeGreaterThan(0)
        throw new Error('undone')
      })
      .catch((error: unknown) => {
        if (!(error instanceof Error) || error.message !== 'undone') throw error
      })
  }
})
