import type { Client } from '#kernel/client.ts'
import { listSites } from '#modules/organization/contract.ts'
import { closeDrawer, listDrawers, moveCash, openDrawer } from '#modules/tills/contract.ts'
import { kes } from './savanna-plans.ts'

/** The same at each try, so that a demo that was killed half way goes on. */
const MORNING = '0193a000-0000-7000-8000-000000000021'
const AFTERNOON = '0193a000-0000-7000-8000-000000000022'
const CHANGE = '0193a000-0000-7000-8000-000000000023'
const MILK = '0193a000-0000-7000-8000-000000000024'

/** The morning at one till, counted with fifty shillings missing, and the afternoon at another, which is still open. */
export async function openTills(owner: Client): Promise<void> {
  const { items: sites } = await owner.call(listSites, { limit: 2 })
  const [first, second] = sites
  if (!first || !second) return
  const { items } = await owner.call(listDrawers, {})
  const morning = items.find(({ id }) => id === MORNING)
  if (morning?.state !== 'closed') {
    if (!morning) await open(owner, MORNING, first.id, 2_000)
    const milk = {
      id: MILK,
      drawerId: MORNING,
      way: 'expense',
      note: 'Milk for the office',
    } as const
    await owner.call(moveCash, { ...milk, amount: kes(350) })
    const held = (await owner.call(listDrawers, {})).items.find(({ id }) => id === MORNING)
    const short = Number(BigInt(held?.expected.cents ?? '0') / 100n) - 50
    await owner.call(closeDrawer, { drawerId: MORNING, counts: countsOf(short), note: null })
  }
  if (items.some(({ id }) => id === AFTERNOON)) return
  await open(owner, AFTERNOON, second.id, 3_000)
  const change = {
    id: CHANGE,
    drawerId: AFTERNOON,
    way: 'from-safe',
    note: 'Coins for change',
  } as const
  await owner.call(moveCash, { ...change, amount: kes(1_000) })
}

async function open(owner: Client, id: string, siteId: string, float: number) {
  await owner.call(openDrawer, { id, siteId, float: kes(float) })
}

/** As few notes and coins as make up so many shillings. */
function countsOf(shillings: number) {
  let left = shillings
  return ([1000, 500, 200, 100, 50, 20, 10, 5, 1] as const).map((denomination) => {
    const pieces = Math.floor(left / denomination)
    left -= pieces * denomination
    return { shillings: denomination, pieces }
  })
}
