import { describe, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { testTx } from '#platform/testing.ts'
import { findHolder as endpoint } from '../contract.ts'
import { portPlansNow } from '../queries/port-plans.ts'
import { aNas } from '../testing.ts'
import { addPortPlan } from './add-port-plan.ts'
import { endPortPlan } from './end-port-plan.ts'
import { findHolder } from './find-holder.ts'
import { forgetOldUses } from './forget-old-uses.ts'
import { recordAddressUses } from './record-address-uses.ts'

const REASON = 'Court order 12/2026, Milimani'
const asking = (address: string, at: Temporal.Instant, port: number | null = null) =>
  endpoint.input.parse({ address, port, at: at.toString(), reason: REASON })

describe('who had an address', () => {
  test('is told for the moment, from what routers told in any order', async () => {
    await testTx(async (tx) => {
      const { nasId } = await aNas(tx)
      const [first, second] = [newId(tx.now), newId(tx.now)]
      const [early, late] = [newId(tx.now), newId(tx.now)]
      const address = '102.68.1.7'
      const at = (minutes: number) => tx.now.add({ minutes })
      const ms = (minutes: number) => at(minutes).epochMilliseconds
      await recordAddressUses(tx, [
        // The end comes before the beginning, and twice in one batch.
        { sessionId: early, address, startedAt_ms: ms(5), endedAt_ms: ms(30) },
        { sessionId: early, address, startedAt_ms: ms(0), serviceId: first, nasId },
        { sessionId: late, address, startedAt_ms: ms(30), serviceId: second, nasId },
      ])
      await recordAddressUses(tx, [
        { sessionId: early, address, startedAt_ms: ms(10), endedAt_ms: ms(20) },
      ])
      const holder = async (minutes: number) =>
        (await findHolder(tx, asking(address, at(minutes)))).holders.map((one) => one.serviceId)
      expect(await holder(-1)).toEqual([])
      expect(await holder(0)).toEqual([first])
      expect(await holder(29)).toEqual([first])
      expect(await holder(30)).toEqual([second])
      expect(await holder(3000)).toEqual([second])
    })
  })

  test('is told for an address inside a prefix that a home was given', async () => {
    await testTx(async (tx) => {
      const serviceId = newId(tx.now)
      const use = { sessionId: newId(tx.now), serviceId, startedAt_ms: tx.now.epochMilliseconds }
      await recordAddressUses(tx, [{ ...use, address: '2c0f:fe38:1:200::/56' }])
      const found = await findHolder(tx, asking('2c0f:fe38:1:2ab::9', tx.now))
      expect(found.holders).toMatchObject([{ serviceId, address: '2c0f:fe38:1:200::/56' }])
      expect((await findHolder(tx, asking('2c0f:fe38:1:300::9', tx.now))).holders).toEqual([])
    })
  })

  test('behind a shared address needs the port, and the plan that was in force', async () => {
    await testTx(async (tx) => {
      const { nasId } = await aNas(tx)
      const other = await aNas(tx)
      const plan = {
        name: 'Homes',
        nasId,
        inside: '100.64.0.0/24',
        outside: '102.68.10.8-102.68.10.15',
        firstPort: 1024,
        ports: 2016,
      }
      const portPlanId = await addPortPlan(tx, plan)
      await expect(addPortPlan(tx, plan)).rejects.toMatchObject({
        code: 'network.port_plan_unfit',
      })
      await expect(addPortPlan(tx, { ...plan, ports: 4000 })).rejects.toMatchObject({
        issues: [{ path: 'outside' }],
      })
      const serviceId = newId(tx.now)
      await recordAddressUses(tx, [
        {
          sessionId: newId(tx.now),
          address: '100.64.0.33',
          serviceId,
          nasId,
          startedAt_ms: tx.now.epochMilliseconds,
        },
        // The same inside address behind another router is somebody else.
        {
          ...{ sessionId: newId(tx.now), serviceId: newId(tx.now), nasId: other.nasId },
          ...{ address: '100.64.0.33', startedAt_ms: tx.now.epochMilliseconds },
        },
      ])
      expect(await findHolder(tx, asking('102.68.10.9', tx.now))).toEqual({
        translated: null,
        needsPort: true,
        holders: [],
      })
      const found = await findHolder(tx, asking('102.68.10.9', tx.now, 4000))
      expect(found).toMatchObject({
        translated: { inside: '100.64.0.33', firstPort: 3040, lastPort: 5055, plan: 'Homes' },
        holders: [{ serviceId }],
      })
      expect((await findHolder(tx, asking('102.68.10.9', tx.now, 80))).holders).toEqual([])

      const later = { ...tx, now: tx.now.add({ hours: 1 }) }
      await endPortPlan(later, { portPlanId })
      await addPortPlan(later, {
        ...plan,
        name: 'Larger blocks',
        ports: 4032,
        outside: '102.68.10.0/27',
      })
      const then = await findHolder(later, asking('102.68.10.9', tx.now, 4000))
      expect(then.translated).toMatchObject({ plan: 'Homes' })
      expect((await portPlansNow(later)).map(({ name }) => name)).toEqual([
        'Larger blocks',
        'Homes',
      ])
    })
  })

  test('is forgotten when it is older than the ISP keeps it', async () => {
    await testTx(async (tx) => {
      const use = (endedAt: Temporal.Instant | undefined) => ({
        sessionId: newId(tx.now),
        address: '102.68.1.7',
        startedAt_ms: tx.now.subtract({ hours: 24 * 400 }).epochMilliseconds,
        endedAt_ms: endedAt?.epochMilliseconds,
      })
      await recordAddressUses(tx, [
        use(tx.now.subtract({ hours: 24 * 366 })),
        use(tx.now.subtract({ hours: 24 * 364 })),
        // Whoever is still online is never forgotten.
        use(undefined),
      ])
      expect(await forgetOldUses(tx)).toBe(1)
      expect(await forgetOldUses(tx)).toBe(0)
    })
  })
})
