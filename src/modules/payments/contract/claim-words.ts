/** Why a claim was not granted, or waits, as a word. */
export const CLAIM_WHYS = [
  'asked',
  'unreadable',
  'too-many',
  'not-found',
  'not-ours',
  'taken',
  'reversed',
  'given-back',
  'say-phone',
  'other-phone',
  'choose',
  'too-little',
  'too-old',
] as const
export type ClaimWhy = (typeof CLAIM_WHYS)[number]

/** What is said to whoever claims: for pages that are made by the server, and for messages. */
export const CLAIM_WORDS = {
  asked: {
    en: 'We are asking M-Pesa about this receipt. It takes a minute or two.',
    sw: 'Tunauliza M-Pesa kuhusu risiti hii. Itachukua dakika moja au mbili.',
  },
  unreadable: {
    en: 'This is no M-Pesa receipt code. It has ten letters and digits, like TKN5E9T3UC.',
    sw: 'Hii si nambari ya risiti ya M-Pesa. Ina herufi na tarakimu kumi, kama TKN5E9T3UC.',
  },
  'too-many': {
    en: 'Too many tries. Wait half an hour, or call us.',
    sw: 'Umejaribu mara nyingi mno. Subiri nusu saa, au utupigie simu.',
  },
  'not-found': {
    en: 'M-Pesa knows no payment to us with this code. Read the message again.',
    sw: 'M-Pesa haina malipo kwetu yenye nambari hii. Soma ujumbe tena.',
  },
  'not-ours': {
    en: 'This payment went to somebody else, not to us.',
    sw: 'Malipo haya yalienda kwa mtu mwingine, si kwetu.',
  },
  taken: {
    en: 'This payment is booked for somebody else already. Show us the message if it is yours.',
    sw: 'Malipo haya tayari yamewekwa kwa mtu mwingine. Tuonyeshe ujumbe kama ni yako.',
  },
  reversed: {
    en: 'M-Pesa gave this payment back to whoever paid it.',
    sw: 'M-Pesa ilirudisha malipo haya kwa aliyelipa.',
  },
  'given-back': {
    en: 'We gave this payment back to whoever paid it.',
    sw: 'Tulirudisha malipo haya kwa aliyelipa.',
  },
  'say-phone': {
    en: 'Which phone paid? Type its number as well.',
    sw: 'Simu gani ililipa? Andika nambari yake pia.',
  },
  'other-phone': {
    en: 'This payment came from another phone than you say.',
    sw: 'Malipo haya yalitoka kwa simu nyingine, si uliyoandika.',
  },
  choose: {
    en: 'We have this payment. Choose what you want for it.',
    sw: 'Tumepata malipo haya. Chagua unachotaka kununua.',
  },
  'too-little': {
    en: 'This payment is too small for what you chose. Choose something cheaper.',
    sw: 'Malipo haya hayatoshi kwa ulichochagua. Chagua cha bei ya chini.',
  },
  'too-old': {
    en: 'This payment is too old to be claimed here. Call us with the message at hand.',
    sw: 'Malipo haya ni ya zamani mno kudaiwa hapa. Tupigie simu ukiwa na ujumbe.',
  },
} as const satisfies Record<ClaimWhy, { en: string; sw: string }>
