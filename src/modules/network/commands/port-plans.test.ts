import { expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { testTx } from '#platform/testing.ts'
import { insideAt } from '../queries/inside.ts'
import { portPlansNow } from '../queries/port-plans.ts'
import { aNas } from '../testing.ts'
import { addPortPlan } from './add-port-plan.ts'
import { endPortPlan } from './end-port-plan.ts'
import { forgetOldUses } from './forget-old-uses.ts'
import { recordAddressUses } from './record-address-uses.ts'

test('a port of a shared address is an inside address, by the plan that was in force', async () => {
  await testTx(async (tx) => {
    const { nasId } = await aNas(tx)
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
    const asking = (port: number | null) => ({ address: '102.68.10.9', port, at: tx.now })
    const translated = { inside: '100.64.0.33', firstPort: 3040, lastPort: 5055, plan: 'Homes' }
    expect(await insideAt(tx, asking(null))).toMatchObject({ isShared: true, translated: null })
    expect(await insideAt(tx, asking(80))).toMatchObject({ isShared: true, translated: null })
    expect(await insideAt(tx, asking(4000))).toEqual({
      ...{ isShared: true, around: ['100.64.0.33'] },
      translated: { ...translated, outside: '102.68.10.9', nasId },
    })

    const later = { ...tx, now: tx.now.add({ hours: 1 }) }
    await endPortPlan(later, { portPlanId })
    await addPortPlan(later, {
      ...plan,
      name: 'Larger blocks',
      ports: 4032,
      outside: '102.68.10.0/27',
    })
    expect(await insideAt(later, asking(4000))).toMatchObject({ translated })
    expect((await portPlansNow(later)).map(({ name }) => name)).toEqual(['Larger blocks', 'Homes'])
  })
})

test('uses are kept as long as the ISP says, and told again they are one', async () => {
  await testTx(async (tx) => {
    const [sessionId, nasId] = [newId(tx.now), (await aNas(tx)).nasId]
    const ago = (days: number) => tx.now.subtract({ hours: 24 * days }).epochMilliseconds
    const use = (endedAt_ms: number) => ({
      ...{ address: '102.68.1.7', serviceId: null, nasId, mac: null },
      ...{ startedAt_ms: ago(400), endedAt_ms },
    })
    const kept = { sessionId, ...use(ago(366)) }
    await recordAddressUses(tx, [{ sessionId: newId(tx.now), ...use(ago(366)) }, kept])
    // It went on after all, for longer than anybody knew; both ends come in one batch.
    await recordAddressUses(tx, [{ ...kept, endedAt_ms: ago(364) }, kept])
    expect(await forgetOldUses(tx)).toBe(1)
    expect(await forgetOldUses(tx)).toBe(0)
  })
})
