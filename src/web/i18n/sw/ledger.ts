import type { ledger as english } from '#web/i18n/en/ledger.ts'
import type { Translation } from '#web/i18n/keys.ts'

export const ledger: Translation<typeof english> = {
  title: 'Leja',
  lead: 'Kila mwendo wa fedha, kama majarida yanayosawazika.',
  number: 'Namba',
  empty: 'Bado hakuna jarida',
  emptyHint: 'Malipo au ankara ya kwanza italeta la kwanza.',
}
