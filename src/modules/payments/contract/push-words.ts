import type { PushWhy } from './mpesa.ts'

/** What a prompt came to, said to the payer: for pages that are made by the server, and for messages. */
export const PUSH_WORDS = {
  paid: { en: 'Paid. Thank you.', sw: 'Imelipwa. Asante.' },
  'too-little-money': {
    en: 'There is not enough money in your M-Pesa. Top up and try again.',
    sw: 'Pesa kwenye M-Pesa yako hazitoshi. Ongeza salio kisha ujaribu tena.',
  },
  'amount-limit': {
    en: 'M-Pesa does not take this amount.',
    sw: 'M-Pesa haikubali kiasi hiki.',
  },
  'day-limit': {
    en: 'You have reached the M-Pesa limit of today.',
    sw: 'Umefikia kikomo cha M-Pesa cha leo.',
  },
  'wallet-full': {
    en: 'M-Pesa could not take the payment. Pay by hand.',
    sw: 'M-Pesa haikuweza kupokea malipo. Lipa mwenyewe kupitia menyu ya M-Pesa.',
  },
  'same-again': {
    en: 'M-Pesa took it for the same payment twice. Wait two minutes.',
    sw: 'M-Pesa imeona ni malipo yaleyale mara mbili. Subiri dakika mbili.',
  },
  'phone-busy': {
    en: 'Your phone has another M-Pesa request open. Wait two minutes.',
    sw: 'Simu yako ina ombi lingine la M-Pesa. Subiri dakika mbili.',
  },
  'provider-busy': {
    en: 'M-Pesa is busy. Try again in a minute.',
    sw: 'M-Pesa ina shughuli nyingi. Jaribu tena baada ya dakika moja.',
  },
  expired: {
    en: 'The request ran out before you typed your PIN. Try again.',
    sw: 'Muda wa ombi uliisha kabla ya kuweka PIN. Jaribu tena.',
  },
  'not-delivered': {
    en: 'The request did not reach your phone. Wait two minutes, or pay by hand.',
    sw: 'Ombi halikufika kwenye simu yako. Subiri dakika mbili, au lipa mwenyewe.',
  },
  cancelled: {
    en: 'You cancelled the payment. Nothing was taken.',
    sw: 'Umeghairi malipo. Hakuna pesa iliyokatwa.',
  },
  'phone-unreachable': {
    en: 'Your phone was off or did not answer. Try again, or pay by hand.',
    sw: 'Simu yako ilikuwa imezimwa au haikujibu. Jaribu tena, au lipa mwenyewe.',
  },
  'wrong-pin': {
    en: 'The PIN was wrong. Nothing was taken. Try again.',
    sw: 'PIN si sahihi. Hakuna pesa iliyokatwa. Jaribu tena.',
  },
  'pin-locked': {
    en: 'Your M-Pesa PIN is locked. Call Safaricom at 100.',
    sw: 'PIN yako ya M-Pesa imefungwa. Piga simu Safaricom 100.',
  },
  'set-up': {
    en: 'We cannot send requests right now. Pay by hand.',
    sw: 'Hatuwezi kutuma maombi kwa sasa. Lipa mwenyewe.',
  },
  'unknown-code': {
    en: 'M-Pesa did not take the payment. Try again, or pay by hand.',
    sw: 'M-Pesa haikupokea malipo. Jaribu tena, au lipa mwenyewe.',
  },
} as const satisfies Record<PushWhy, { en: string; sw: string }>
