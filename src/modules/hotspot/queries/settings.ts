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
