import { z } from 'zod'
import { defineSetting } from '#platform/settings.ts'

export const pauseTerms = defineSetting({
  key: 'services.pauses',
  schema: z.strictObject({
    freeDays: z.int().min(0).max(365),
    leastDays: z.int().min(0).max(90),
  }),
  default: { freeDays: 30, leastDays: 3 },
  sentence: {
    en: 'For how many days of a year a subscriber may pause a service without paying for them, and how long a pause must last to count. No free days: pauses are charged.',
    sw: 'Siku ngapi kwa mwaka mteja anaweza kusitisha huduma bila kuzilipia, na kusitisha kuchukue muda gani ili kuhesabiwe. Bila siku za bure: kusitisha hutozwa.',
  },
  permission: 'services.change',
})
