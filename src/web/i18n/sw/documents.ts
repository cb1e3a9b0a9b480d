import type { documents as english } from '#web/i18n/en/documents.ts'
import type { Translation } from '#web/i18n/keys.ts'

export const documents: Translation<typeof english> = {
  title: 'Hati',
  language: 'Lugha ya hati',
  print: 'Chapisha',
  slip: 'Kwa printa ya kaunta (80 mm)',
  pdf: 'Pakua PDF',
  from: 'Kuanzia',
  to: 'Hadi',
  badDays: 'Siku ya kwanza huja kabla ya ya mwisho.',
  creditNote: 'Hati ya mkopo',
  receipt: 'Stakabadhi',
  payment: 'Malipo',
  statement: 'Taarifa ya akaunti',
  drawerClose: 'Kufungwa kwa droo',
  tillDayClose: 'Kufungwa kwa droo za siku',
  dayClose: 'Kufungwa kwa siku',
  onPaper: 'Kwenye karatasi',
  proForma: 'Ankara ya awali',
  kinds: { invoice: 'Ankara', 'credit-note': 'Hati za mkopo' },
  archives: {
    title: 'Vifurushi vya hati',
    lead: 'Ankara zote au hati za mkopo za siku fulani kama PDF, hutengenezwa chinichini.',
    empty: 'Hakuna kifurushi kilichoombwa',
    emptyHint:
      'Sema siku gani, nacho hutengenezwa huku ukiendelea. Kinaweza kupakuliwa kwa siku kadhaa.',
    ask: 'Omba kifurushi',
    kind: 'Hati',
    make: 'Kitengeneze',
    made: 'Hati zilizotengenezwa',
    states: { making: 'Kinatengenezwa', ready: 'Tayari', failed: 'Kimeshindwa' },
    part: 'Kifurushi {{place}}: hati {{count}}',
  },
}
