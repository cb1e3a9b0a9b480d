import { z } from 'zod'
import { defineSetting } from '#platform/settings.ts'

export const HOST = /^(?=.{4,253}$)[a-z0-9-]+(\.[a-z0-9-]+)+$/

export const loginHosts = defineSetting({
  key: 'hotspot.login-hosts',
  schema: z.array(z.string().regex(HOST)).max(50),
  default: [],
  sentence: {
    en: 'Names of login pages of routers to which the captive page may send people, beside private addresses.',
    sw: 'Majina ya kurasa za kuingia za ruta ambako ukurasa wa hotspot unaweza kuwapeleka watu, mbali na anwani za ndani.',
  },
  permission: 'hotspot.arrange',
})

export const sendsMoneyBack = defineSetting({
  key: 'hotspot.sends-money-back',
  schema: z.boolean(),
  default: true,
  sentence: {
    en: 'Send by M-Pesa what was paid at a hotspot and could not be given, back to the phone that asked for it, without waiting for staff.',
    sw: 'Tuma kwa M-Pesa kilicholipwa kwenye hotspot na kisichoweza kutolewa, kirudi kwenye simu iliyokiomba, bila kusubiri wahudumu.',
  },
  permission: 'payments.refund',
})

export const keepDays = defineSetting({
  key: 'hotspot.keep-days',
  schema: z.int().min(1).max(365),
  default: 30,
  sentence: {
    en: 'Days after its end at which time bought at a hotspot is closed and its devices are forgotten.',
    sw: 'Siku baada ya kuisha ambapo muda ulionunuliwa kwenye hotspot hufungwa na vifaa vyake husahaulika.',
  },
  permission: 'hotspot.arrange',
})
