import type { home as english } from '#web/i18n/en/home.ts'
import type { Translation } from '#web/i18n/keys.ts'

export const home: Translation<typeof english> = {
  morning: 'Habari za asubuhi, {{name}}',
  afternoon: 'Habari za mchana, {{name}}',
  evening: 'Habari za jioni, {{name}}',
  lead: 'Hii ndiyo {{isp}} sasa hivi.',
  nextStep: 'Inayofuata: {{step}}.',
  goOn: 'Endelea',
  sites: 'Vituo vilivyo wazi',
  members: 'Wafanyakazi',
  sessions: 'Walioingia',
  deadJobs: 'Kazi zilizoshindikana',
  allWell: 'Kazi zote zinafanyika',
  lookAtJobs: 'Mtu aziangalie',
  where: 'Tulipo',
  allSites: 'Vituo vyote',
  recent: 'Mabadiliko ya karibuni',
  allRecent: 'Kumbukumbu za ukaguzi',
  nothingRecent: 'Hakuna aliyebadilisha kitu bado.',
  somebody: 'Mwenzako',
}
