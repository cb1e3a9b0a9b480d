import { must } from '#kernel/assert.ts'
import type { Client } from '#kernel/client.ts'
import { arrangeDoor, listDoors, readDoor } from '#modules/hotspot/contract.ts'

/** The market where people walk in: packages, minutes to try, and some that a shop pays for. */
export const MARKET = 'MKS-MKT'

export async function openHotspots(owner: Client): Promise<void> {
  const { items } = await owner.call(listDoors, { q: MARKET, limit: 1 })
  const { siteId, isArranged } = must(items[0], 'the demo has a market')
  if (isArranged) return
  const { offers, version } = await owner.call(readDoor, { siteId })
  const hour = offers.find(({ name }) => name === 'Hotspot hour')?.planId ?? null
  await owner.call(arrangeDoor, {
    ...{ siteId, version, isOpen: true, planIds: [], loginHosts: [] },
    trial: { minutes: hour === null ? 0 : 10, everyDays: 30, planId: hour },
    sponsor: {
      ...{ minutes: hour === null ? 0 : 20, perDevice: 1, perDay: 50, planId: hour },
      ...{ name: 'Duka la Mama Njeri', words: 'Fresh vegetables, stall 14.' },
    },
    ...{ welcome: 'Karibu Machakos market!', terms: { en: '', sw: '' } },
  })
}

/** The page as the router of the market opens it for a phone; any other address is another phone. */
export function captivePage(http: string): string {
  return new URL(`/hotspot/${MARKET}?mac=A4:2B:B0:12:34:56`, http).href
}
