import { system } from '#kernel/actor.ts'
import type { Client } from '#kernel/client.ts'
import { listSites } from '#modules/organization/contract.ts'
import { orderService, planFacts, setHold } from '#modules/services/index.ts'
import { listSubscribers, noDetails, usualTerms } from '#modules/subscribers/contract.ts'
import { addSubscriber, newestAddress } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import type { Ground } from '../ground.ts'
import { plansOnSale, type PlanOnSale } from './plans.ts'
import { dice, person, QUARTERS } from './townspeople.ts'

const PER_UNIT = 75

const SCHOOL = 'Savanna Green Schools'

/** People and companies with what they hold: running, paused, waiting. What they pay for it follows (`payTown`). */
export async function welcomeSubscribers(
  owner: Client,
  ground: Ground,
  people: number,
): Promise<void> {
  const { total } = await owner.call(listSubscribers, { limit: 1 })
  const { items: schools } = await owner.call(listSubscribers, { q: SCHOOL, limit: 20 })
  if (total >= people && schools.some(({ name }) => name === SCHOOL)) return
  const plans = await plansOnSale(owner)
  const { items } = await owner.call(listSites, { limit: 200 })
  const sites = items
    .filter((site) => QUARTERS[site.code])
    .map((site) => ({ code: site.code, siteId: site.id }))
  const roll = dice(20_261_123)
  const now = ground.clock.now()
  for (let first = 0; first < people; first += PER_UNIT) {
    const welcome = async (tx: Tx | null) => {
      for (let number = first; number < Math.min(first + PER_UNIT, people); number++) {
        const site = sites[roll(sites.length)]
        if (!site) continue
        const input = person(number, site, roll)
        const fate = roll(100)
        const plan = planFor(plans, input.kind, roll)
        if (!tx) continue
        const subscriberId = await addSubscriber(tx, input)
        if (plan)
          await holdService(tx, { subscriberId, plan, siteId: site.siteId, fate, roll, now })
      }
    }
    // One that was killed half way goes on with the first unit that is not there.
    if (first < total) await welcome(null)
    else await ground.units.unit({ actor: system('demo'), name: 'demo.welcome' }, welcome)
  }
  await ground.units.unit({ actor: system('demo'), name: 'demo.welcome-school' }, (tx) =>
    welcomeSchool(tx, { plans, siteId: sites[0]?.siteId ?? null, now }),
  )
}

function planFor(plans: readonly PlanOnSale[], kind: string, roll: (sides: number) => number) {
  const wanted = kind === 'company' ? 'postpaid' : 'prepaid'
  const fitting = plans.filter((plan) => plan.payment === wanted)
  return fitting[roll(fitting.length || 1)] ?? plans[0]
}

type Holding = {
  subscriberId: string
  plan: PlanOnSale
  siteId: string | null
  /** From 0 to 99: what has become of it. */
  fate: number
  roll: (sides: number) => number
  /** The same for all, so that those who began on a day began together, and are paid for together. */
  now: Temporal.Instant
}

async function holdService(tx: Tx, { subscriberId, plan, siteId, fate, roll, now }: Holding) {
  const facts = await planFacts(tx, plan.versionId)
  const isPrepaid = facts.pay === 'prepaid'
  // Most paid within the month, so that days are left; some ran out in the last fortnight. Companies have been here for longer.
  const days = isPrepaid ? (fate < 80 ? roll(29) : 31 + roll(14)) : 40 + roll(60)
  const begun = { ...tx, now: now.subtract({ hours: 24 * days + 3 + (days % 8) }) }
  const isWaiting = fate >= 94
  const { serviceId } = await orderService(isWaiting ? tx : begun, {
    subscriberId,
    planVersionId: plan.versionId,
    ...facts,
    access: fate % 10 === 7 ? 'ipoe' : 'pppoe',
    waitsFor: isWaiting ? 'installation' : null,
    siteId,
    addressId: await newestAddress(tx, subscriberId),
  })
  if (isWaiting) return
  if (fate % 40 === 11) {
    await setHold(tx, {
      serviceId,
      reason: 'voluntary',
      to: tx.now.add({ hours: 24 * 20 }),
      bills: false,
      note: 'Upcountry for the holidays.',
    })
  }
  if (fate === 42) {
    await setHold(tx, {
      serviceId,
      reason: 'abuse',
      bills: true,
      note: 'Open resolver; told twice.',
    })
  }
}

/** One company with many lines, each under its own name, paid by the company. */
async function welcomeSchool(
  tx: Tx,
  { plans, ...where }: { plans: readonly PlanOnSale[] } & Pick<Holding, 'siteId' | 'now'>,
) {
  const roll = dice(7)
  const company = {
    kind: 'company',
    name: SCHOOL,
    language: 'en',
    siteId: where.siteId,
    parentId: null,
    tags: ['business', 'school'],
    details: { ...noDetails, kraPin: 'P099900001S' },
    contacts: [{ channel: 'phone', purpose: 'main', value: '+254709099000', name: 'Bursar' }],
    addresses: [],
    terms: { ...usualTerms, paymentDays: 30 },
    consents: [],
  } as const
  const parentId = await addSubscriber(tx, {
    ...company,
    tags: [...company.tags],
    contacts: [...company.contacts],
    addresses: [],
    consents: [],
  })
  for (const [place, branch] of [
    'Karen',
    'Ngong',
    'Ruiru',
    'Thika',
    'Juja',
    'Nakuru',
    'Langata',
  ].entries()) {
    const subscriberId = await addSubscriber(tx, {
      ...company,
      name: `Savanna Green School ${branch}`,
      parentId,
      tags: ['school'],
      details: noDetails,
      contacts: [
        { channel: 'phone', purpose: 'main', value: `+25470909910${place}`, name: 'Head teacher' },
      ],
      addresses: [],
      consents: [],
      terms: { ...usualTerms, paymentDays: 30, billedTo: 'parent' },
    })
    const plan = planFor(plans, 'company', roll)
    if (plan) await holdService(tx, { subscriberId, plan, ...where, fate: 1, roll })
  }
}
