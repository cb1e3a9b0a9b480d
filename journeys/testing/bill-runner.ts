/**
 * A process that works on bill runs: `node bill-runner.ts URL MOMENT`. It says `ready`, begins a run when told to, helps with whatever run stands,
 * and says how many payers it looked at.
 */
import { once } from 'node:events'
import { system } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { must } from '#kernel/assert.ts'
import { beginRun } from '#modules/billing/commands/begin-run.ts'
import { runBills } from '#modules/billing/jobs.ts'
import { billing } from '#modules/billing/module.ts'
import { movedClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/db.ts'
import type { JobDoor } from '#platform/jobs.ts'
import { testVault } from '#platform/testing/vault.ts'
import { createUnits } from '#platform/units.ts'

const [url, moment] = process.argv.slice(2).map((word) => must(word, 'URL and MOMENT'))
const database = openDatabase({ url: must(url, 'URL'), name: 'kasi bill-runner', connections: 6 })
const clock = movedClock(must(moment, 'MOMENT'))
const units = createUnits({ database, clock, vault: testVault, manifests: [billing] })
const origin = { actor: system('test'), name: 'test.bill-runner' }
const door: JobDoor = {
  unit: (work) => units.unit(origin, work),
  read: (work) => units.read(origin, work),
  signal: new AbortController().signal,
  attempt: 1,
}

console.log('ready')
await once(process.stdin, 'data')
const began = await door
  .unit((tx) => beginRun(tx, { mode: 'live' }))
  .then(
    () => 'begun',
    (error: unknown) => {
      if (error instanceof Refusal) return error.code
      throw error
    },
  )
let done = 0
for (let left = 1; left > 0;) {
  const turn = await runBills(door)
  done += turn.done
  left = turn.left
}
console.log(JSON.stringify({ began, done }))
await database.close()
process.stdin.destroy()
