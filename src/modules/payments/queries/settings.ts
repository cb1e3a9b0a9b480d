import { z } from 'zod'
import { defineSetting } from '#platform/settings.ts'
import { SAFARICOM_ADDRESSES } from '../rules/sources.ts'

export const mpesaAddresses = defineSetting({
  key: 'payments.mpesa-addresses',
  schema: z.array(z.union([z.ipv4(), z.ipv6()])).max(100),
  default: [...SAFARICOM_ADDRESSES],
  sentence: {
    en: 'Addresses from which Safaricom tells of payments. What comes from elsewhere is looked up before it counts.',
    sw: 'Anwani ambazo Safaricom hutumia kutuambia malipo. Yanayotoka kwingine huhakikishwa kabla ya kuhesabiwa.',
  },
  permission: 'payments.shortcodes',
})
