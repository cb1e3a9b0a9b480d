import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { addExtra, countUsage } from '#modules/usage/index.ts'
import { aCountedService, aStage } from '#modules/usage/testing.ts'
import { testTx } from '#platform/testing.ts'
import { askWhatIf } from '../contract.ts'
import { speedOf } from './speed-of.ts'
import { whatIf } from './what-if.ts'

const GB = 1_000_000_000n
const ms = (text: string) => Temporal.Instant.from(`${text}+03:00`).epochMilliseconds
const moved = (serviceId: string, at: string, down: bigint) => ({
  ...{ serviceId, sessionId: randomUUID(), up: 0n, down, from_ms: ms(at), to_ms: ms(at) + 60_000 },
})

test('a speed is told with each step that led to it, also a boost', () =>
  testTx(async (tx) => {
    const { serviceId } = await aCountedService(tx, { stages: [aStage(GB)] })
    expect(await speedOf(tx, serviceId)).toMatchObject({ steps: [{ because: 'plan' }] })
    await countUsage(tx, [moved(serviceId, '2026-11-20T17:30', 2n * GB)])
    expect(await speedOf(tx, serviceId)).toMatchObject({
      rate: { down_bps: 5_000_000, up_bps: 2_000_000 },
      steps: [{ because: 'plan' }, { because: 'fair-use', stage: 0 }],
      serving: 'full',
    })
    const rate = { down_bps: 50_000_000, up_bps: 50_000_000 }
    const to = tx.now.add({ hours: 3 })
    const what = { kind: 'boost', rate } as const
    await addExtra(tx, { serviceId, what, to, how: 'given', reason: '' })
    expect(await speedOf(tx, serviceId)).toMatchObject({ rate, until: to.toString() })
  }))

test('what a policy would have done in October, with free nights and without', () =>
  testTx(async (tx) => {
    const [heavy, light] = [await aCountedService(tx, {}), await aCountedService(tx, {})]
    await countUsage(tx, [
      moved(heavy.serviceId, '2026-10-03T20:00', 60n * GB),
      moved(heavy.serviceId, '2026-10-10T23:00', 60n * GB),
      moved(heavy.serviceId, '2026-10-20T20:00', 30n * GB),
      moved(light.serviceId, '2026-10-05T20:00', 3n * GB),
      moved(light.serviceId, '2026-11-05T20:00', 300n * GB),
    ])
    const ask = (given: Record<string, unknown>) => whatIf(tx, askWhatIf.input.parse(given))
    const after = [String(100n * GB), String(140n * GB)]
    const all = await ask({ after })
    expect(all).toMatchObject({
      ...{ month: '2026-10', services: 2, moved: String(153n * GB) },
      stages: [
        { services: 1, slowed: String(50n * GB), medianDay: 10 },
        { services: 1, slowed: String(10n * GB), medianDay: 20 },
      ],
    })
    expect(all.days.map(({ reached }) => reached.join()).filter((one) => one !== '0,0')[0]).toBe(
      '1,0',
    )
    expect(all.histogram.filter(({ services }) => services > 0)).toEqual([
      { from: '0', to: String(5n * GB), services: 1 },
      { from: String(100n * GB), to: String(200n * GB), services: 1 },
    ])
    const free = await ask({ after, freeFrom: '22:00', freeTo: '06:00' })
    expect(free.stages.map(({ services }) => services)).toEqual([0, 0])
  }))
