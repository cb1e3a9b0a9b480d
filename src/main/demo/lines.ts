import { system } from '#kernel/actor.ts'
import { must } from '#kernel/assert.ts'
import type { Client } from '#kernel/client.ts'
import { listPlans, readPlan } from '#modules/catalog/contract.ts'
import { listSites } from '#modules/organization/contract.ts'
import { listServices } from '#modules/services/contract.ts'
import { addPeriods, orderService, planFacts } from '#modules/services/index.ts'
import { addSubscriber } from '#modules/subscribers/index.ts'
import type { Ground } from '../ground.ts'
import type { DemoRecord } from './record.ts'
import { dice, person } from './townspeople.ts'

/** Lines whose passwords are known, so that anybody can dial at the demo with radclient, and scripts can, too. */
const LINES = [
  { username: 'demo-home', access: 'pppoe', plan: 'HOME-20', paid_h: 720, about: 'paid' },
  { username: 'demo-unpaid', access: 'pppoe', plan: 'HOME-20', paid_h: -30, about: 'ran out' },
  { username: 'demo-guest', access: 'hotspot', plan: 'HOT-DAY', paid_h: 24, about: 'paid' },
  { username: 'demo-tunnel', access: 'vpn', plan: 'HOME-20', paid_h: 720, about: 'paid' },
] as const
const PASSWORD = 'karibu-savanna'
/** None of those that the town is made of. */
const NUMBER = 9_001

/** Lays them, all or none, and gives them as the record of the demo keeps them. */
export async function layLines(owner: Client, ground: Ground): Promise<DemoRecord['services']> {
  const { items: sites } = await owner.call(listSites, { limit: 1 })
  const site = must(sites[0], 'the demo has sites before lines')
  const at = { code: site.code, siteId: site.id }
  const plans = new Map<string, string>()
  for (const code of new Set(LINES.map(({ plan }) => plan))) {
    const { items } = await owner.call(listPlans, { q: code, limit: 200 })
    const planId = items.find((plan) => plan.code === code)?.id
    const onSaleId = planId && (await owner.call(readPlan, { planId })).onSaleId
    if (onSaleId) plans.set(code, onSaleId)
  }
  const laid = LINES.filter(({ plan }) => plans.has(plan))
  const told = laid.map(({ username, access, plan, about }) => ({
    ...{ username, password: PASSWORD, access, plan, about },
  }))
  const [line] = laid
  const { items } = await owner.call(listServices, { q: line?.username ?? '', limit: 20 })
  if (items.some(({ username }) => username === line?.username)) return told
  await ground.units.unit({ actor: system('demo'), name: 'demo.lay-lines' }, async (tx) => {
    const subscriberId = await addSubscriber(tx, person(NUMBER, at, dice(NUMBER)))
    for (const { username, access, plan, paid_h } of laid) {
      const planVersionId = plans.get(plan) ?? ''
      const { serviceId } = await orderService(tx, {
        ...{ subscriberId, planVersionId, access, waitsFor: null, username, password: PASSWORD },
        ...(await planFacts(tx, planVersionId)),
        siteId: at.siteId,
        label: username,
      })
      const to = tx.now.add({ hours: paid_h })
      const from = to.subtract({ hours: 720 })
      const period = { serviceId, kind: 'base', from, to, paid: true, planVersionId } as const
      await addPeriods(tx, [{ ...period, price: {} }])
    }
  })
  return told
}
