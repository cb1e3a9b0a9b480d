import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import { anotherDatabase } from '#platform/testing.ts'
import { openCourse } from './simulator/course.ts'
import { crashEverywhere, FLOWS } from './simulator/crashes.ts'
import { PLANTED } from './simulator/planted.ts'
import { PLANS } from './simulator/plans.ts'
import { simulate } from './simulator/simulate.ts'
import { tell } from './simulator/tell.ts'

const run = promisify(execFile)
const PLANT = join(import.meta.dirname, 'simulator', 'plant.ts')

test('each of the planted bugs comes out, and without them the same stories agree', async () => {
  expect(PLANTED.length).toBe(26)
  const { stdout } = await run(process.execPath, [PLANT, await anotherDatabase('migrated')])
  const told = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { name: string; told: string | null })
  expect(told[0]).toEqual({ name: 'agrees', told: null })
  expect(told.slice(1).map(({ name }) => name)).toEqual(PLANTED.map(({ name }) => name))
  expect(told.slice(1).filter((one) => one.told === null)).toEqual([])
}, 300_000)

test('a month in a small town: the engine and the oracle agree, whatever goes wrong', async () => {
  // A month ends within it, so that companies are invoiced.
  const from = { year: 2026, month: 11, day: 15 }
  const plan = { seed: 7, months: 1, people: 8, lookEvery: 7, from }
  const report = await simulate(await anotherDatabase('migrated'), plan)
  expect(report.failure && tell(report, plan, 0)).toBeUndefined()
  expect(report.invoices).toBeGreaterThan(10)
}, 300_000)

// Each fourth statement, the last among them: `npm run simulate -- --crashes` tries every one, of every flow of money.
test('a process that dies within a payment leaves nothing half-done and forgets nothing', async () => {
  const [flow] = FLOWS
  const plans = PLANS.filter(({ key }) => key === 'month')
  const url = await anotherDatabase('migrated')
  const course = await openCourse({ url, zone: 'Africa/Nairobi', plans })
  try {
    const start = BigInt(Temporal.Instant.from('2026-11-20T08:00:00Z').epochMilliseconds) * 1000n
    const payment = must(flow, 'payments come first')
    const statements = await crashEverywhere(course, payment, start, { every: 4 })
    expect(course.done.struck).toBe(Math.ceil(statements / 4))
    expect(statements).toBeGreaterThan(20)
  } finally {
    await course.close()
  }
}, 300_000)
