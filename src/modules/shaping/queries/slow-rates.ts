import { z } from 'zod'
import { settingValue } from '#modules/organization/index.ts'
import { defineSetting } from '#platform/settings.ts'
import type { Read } from '#platform/tx.ts'
import type { SpeedFacts } from '../contract.ts'

export const gardenSpeed_kbps = defineSetting({
  key: 'shaping.garden-speed-kbps',
  schema: z.int().min(64).max(100_000),
  default: 1_024,
  sentence: {
    en: 'Speed in the walled garden, in kbit/s both ways.',
    sw: 'Kasi katika eneo la malipo pekee, kwa kbit/s pande zote mbili.',
  },
  permission: 'shaping.change',
})
export const overdueSpeed_kbps = defineSetting({
  key: 'shaping.overdue-speed-kbps',
  schema: z.int().min(64).max(1_000_000),
  default: 1_024,
  sentence: {
    en: 'The most that somebody gets whose invoice is overdue, in kbit/s both ways, where dunning slows.',
    sw: 'Kasi ya juu kwa mwenye ankara iliyochelewa, kwa kbit/s pande zote mbili, pale inapopunguzwa.',
  },
  permission: 'shaping.change',
})

/** What the ISP gives to those who owe, and to those who see the portal only. */
export async function slowRates(read: Read): Promise<SpeedFacts['slow']> {
  const bothWays = (kbps: number) => ({ down_bps: kbps * 1_000, up_bps: kbps * 1_000 })
  return {
    overdue: bothWays(await settingValue(read, overdueSpeed_kbps)),
    walledGarden: bothWays(await settingValue(read, gardenSpeed_kbps)),
  }
}
