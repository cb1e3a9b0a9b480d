import { z } from 'zod'
import { settingValue } from '#modules/organization/index.ts'
import { defineSetting } from '#platform/settings.ts'
import type { Read } from '#platform/tx.ts'

export const transferDaysSetting = defineSetting({
  key: 'banking.transfer-days',
  schema: z.int().min(1).max(30),
  default: 5,
  sentence: {
    en: 'After so many days without a line on a bank statement, money on its way to the bank is late.',
    sw: 'Baada ya siku hizi bila mstari kwenye taarifa ya benki, fedha zilizo njiani kwenda benki zimechelewa.',
  },
  permission: 'banking.book',
})

export const transferDays = (read: Read) => settingValue(read, transferDaysSetting)
