import type { notices as english } from '#web/i18n/en/notices.ts'
import type { Translation } from '#web/i18n/keys.ts'

export const notices: Translation<typeof english> = {
  title: 'Arifa',
  lead: 'Wateja huambiwa nini bila mtu kuandika: jambo likitokea, na kabla ya kitu kuisha. Kila moja mara moja kwa kila sababu.',
  events: 'Jambo linapotokea',
  reminders: 'Huhesabiwa kutokana na hali ilivyo',
  remindersHint:
    'Huangaliwa kila dakika. Aliyelipa tayari, au ambaye pochi yake inahuisha yenyewe, hakumbushwi.',
  on: 'Imewashwa',
  off: 'Imezimwa',
  switchOn: 'Washa',
  sent: 'Zilizotumwa siku 7',
  failed: 'Hazikufika',
  lead_hours: 'Saa kabla',
  leadHint:
    'Kamwe si kabla ya robo ya mwisho ya kilichonunuliwa, ili wiki isikumbushwe siku yake ya kwanza.',
  saved: 'Imewekwa.',
  words: 'Badilisha maneno',
  preview: 'Nani angeipata sasa',
  previewNone: 'Hakuna mtu, kwa hali ilivyo',
  previewCount: '{{count}} kwa jumla',
  needless: 'Inahuishwa yenyewe',
  outages: 'Kukatika kwa mtandao',
  outagesHint: 'Waambie wote wenye huduma kwenye kituo, kwa lugha yao, mara moja.',
  tell: 'Tangaza kukatika',
  site: 'Kituo',
  what: 'Ni nini?',
  whats: {
    begun: 'Mtandao umekatika',
    planned: 'Utakatika kwa matengenezo',
    over: 'Umerudi',
  },
  backAt: 'Unatarajiwa kurudi',
  beginsAt: 'Unaanza',
  willTell: 'Huduma {{count}} hapo',
  told: '{{count}} wameambiwa',
  telling: 'Wanaambiwa …',
  toldNow: 'Wanaambiwa sasa.',
  noOutages: 'Bado hakuna aliyeambiwa kuhusu kukatika',
  noOutagesHint: 'Ujumbe kabla hawajapiga simu huokoa simu mia moja.',
}
