import type { Refusal } from '#kernel/refusal.ts'
import { CLAIM_WORDS } from '#modules/payments/contract.ts'
import { REFUSALS_SW } from '../contract.ts'
import type { Language } from './words.ts'

/** Refusals of this room, of earlier ones that people meet at a door, and the edge's own. */
const WORDS_SW: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  hotspot: REFUSALS_SW,
  payments: {
    phone_is_asked:
      'Simu hii tayari ina ombi la M-Pesa. Weka PIN, au subiri dakika moja kisha ujaribu tena.',
    asked_too_soon: 'Simu hii imeombwa sasa hivi. Subiri sekunde {{wait_s}}.',
    asked_too_often:
      'Malipo mengi yameombwa kutoka hapa na hayakulipwa. Subiri sekunde {{wait_s}}.',
    no_shortcode: 'Hatuwezi kupokea M-Pesa hapa kwa sasa. Uliza wahudumu.',
    prompt_too_much: 'Kiasi hiki ni kikubwa kuliko M-Pesa inavyokubali kwa mara moja.',
  },
  vouchers: {
    code_unknown: 'Hakuna msimbo kama huo. Angalia kila herufi tena: XXXXX-XXXXX.',
    code_not_sold: 'Vocha hii haijauzwa. Uliza ulikoipata.',
    code_void: 'Vocha hii imebatilishwa. Uliza ulikoipata.',
    code_expired: 'Vocha hii iliisha muda tarehe {{lastDay}}.',
    code_elsewhere: 'Vocha hii haitumiki mahali hapa.',
    code_used: 'Vocha hii imeshatumika.',
    cannot_be_bought: 'Hii haipatikani kwa sasa. Tuulize kwa nini.',
    too_many_tries: 'Misimbo mingi si sahihi. Jaribu tena baada ya dakika {{minutes}}.',
  },
  platform: {
    too_many: 'Umejaribu mara nyingi mno. Subiri sekunde {{wait_s}} kisha ujaribu tena.',
    foreign_origin: 'Fungua ukurasa huu upya kisha ujaribu tena.',
  },
}

export function refusalWords(refusal: Refusal, language: Language): string {
  const claim = Object.entries(CLAIM_WORDS).find(([why]) => why === refusal.facts['why'])?.[1]
  if (refusal.code === 'hotspot.receipt_refused' && claim) return claim[language]
  const [room = '', word = ''] = refusal.code.split('.')
  const swahili = WORDS_SW[room]?.[word]
  if (language === 'en' || swahili === undefined) return refusal.message
  return swahili.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) =>
    String(refusal.facts[name] ?? ''),
  )
}
