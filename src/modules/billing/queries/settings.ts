import { z } from 'zod'
import { defineSetting } from '#platform/settings.ts'

export const renewAheadDays = defineSetting({
  key: 'billing.renew-ahead-days',
  schema: z.int().min(0).max(62),
  default: 7,
  sentence: {
    en: 'How many days before paid time ends a payment already buys the next period. Earlier money waits in the wallet and renews when the time comes.',
    sw: 'Siku ngapi kabla ya muda uliolipiwa kuisha ambapo malipo hununua kipindi kinachofuata. Pesa ya mapema zaidi husubiri kwenye pochi na kulipia wakati ukifika.',
  },
  permission: 'billing.change',
})
