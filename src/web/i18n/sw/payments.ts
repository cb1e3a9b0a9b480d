import type { payments as english } from '#web/i18n/en/payments.ts'
import type { Translation } from '#web/i18n/keys.ts'

export const payments: Translation<typeof english> = {
  title: 'Malipo',
  lead: 'Fedha zilizoingia, ni za nani, na zilizorudishwa.',
  receipt: 'Risiti',
  empty: 'Bado hakuna malipo',
  emptyHint: 'Malipo ya kwanza yatakayoingia yataonekana hapa.',
}
