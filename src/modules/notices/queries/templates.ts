import { defineTemplate } from '#platform/templates.ts'

const who = { name: { en: 'Wanjiru', sw: 'Wanjiru' } }
const amount = { en: 'KES 2,500', sw: 'KES 2,500' }
const plan = { en: 'Home 20', sw: 'Home 20' }
const when = { en: 'Thu 3 Dec, 18:00', sw: 'Alh 3 Des, 18:00' }
const account = { en: '100427', sw: '100427' }
const howToPay = {
  en: 'Pay by M-Pesa paybill 600100, account 100427.',
  sw: 'Lipa kwa M-Pesa paybill 600100, akaunti 100427.',
}

/**
 * Our words for every notice. Short enough for one SMS with usual names, in plain letters; the ISP may put its own in their place.
 */
export const TEMPLATES = {
  'payment-received': defineTemplate({
    name: 'notices.payment-received',
    class: 'transactional',
    sentence: { en: 'A payment came in', sw: 'Malipo yamepokelewa' },
    placeholders: {
      ...who,
      ...{ amount, account, receipt: { en: 'SJ12AB34CD', sw: 'SJ12AB34CD' } },
      online: {
        en: 'You are paid until Thu 3 Dec, 18:00.',
        sw: 'Umelipiwa hadi Alh 3 Des, 18:00.',
      },
    },
    texts: {
      en: {
        text: 'We received {amount} ({receipt}) for account {account}. {online} Thank you, {isp}',
        subject: 'We received {amount}',
      },
      sw: {
        text: 'Tumepokea {amount} ({receipt}) kwa akaunti {account}. {online} Asante, {isp}',
        subject: 'Tumepokea {amount}',
      },
    },
  }),
  'service-renewed': defineTemplate({
    name: 'notices.service-renewed',
    class: 'service',
    sentence: { en: 'A service was renewed from the wallet', sw: 'Huduma imehuishwa kutoka pochi' },
    placeholders: { ...who, plan, until: when, amount },
    texts: {
      en: {
        text: '{plan} is renewed for {amount} and paid until {until}. {isp}',
        subject: '{plan} is renewed',
      },
      sw: {
        text: '{plan} imehuishwa kwa {amount} na imelipiwa hadi {until}. {isp}',
        subject: '{plan} imehuishwa',
      },
    },
  }),
  'expires-soon': defineTemplate({
    name: 'notices.expires-soon',
    class: 'service',
    sentence: { en: 'Paid time ends soon', sw: 'Muda uliolipiwa unakaribia kuisha' },
    placeholders: { ...who, plan, until: when, amount, howToPay },
    texts: {
      en: {
        text: 'Hi {name}, {plan} ends {until}. Renew with {amount} to stay online. {howToPay} {isp}',
        subject: '{plan} ends {until}',
      },
      sw: {
        text: 'Habari {name}, {plan} inaisha {until}. Lipa {amount} uendelee mtandaoni. {howToPay} {isp}',
        subject: '{plan} inaisha {until}',
      },
    },
  }),
  expired: defineTemplate({
    name: 'notices.expired',
    class: 'transactional',
    sentence: { en: 'Paid time has ended', sw: 'Muda uliolipiwa umeisha' },
    placeholders: { ...who, plan, amount, howToPay },
    texts: {
      en: {
        text: 'Your {plan} has ended. Pay {amount} and you are online again at once. {howToPay} {isp}',
        subject: '{plan} has ended',
      },
      sw: {
        text: '{plan} yako imeisha. Lipa {amount} na utarudi mtandaoni mara moja. {howToPay} {isp}',
        subject: '{plan} imeisha',
      },
    },
  }),
  'wallet-short': defineTemplate({
    name: 'notices.wallet-short',
    class: 'service',
    sentence: {
      en: 'The wallet does not reach for the renewal',
      sw: 'Pochi haitoshi kuhuisha huduma',
    },
    placeholders: { ...who, plan, missing: { en: 'KES 500', sw: 'KES 500' }, howToPay },
    texts: {
      en: {
        text: '{plan} could not be renewed: {missing} is missing in your wallet. {howToPay} {isp}',
        subject: '{missing} is missing for {plan}',
      },
      sw: {
        text: '{plan} haikuweza kuhuishwa: {missing} inakosekana kwenye pochi yako. {howToPay} {isp}',
        subject: '{missing} inakosekana kwa {plan}',
      },
    },
  }),
  'payment-gone': defineTemplate({
    name: 'notices.payment-gone',
    class: 'transactional',
    sentence: {
      en: 'A payment was taken back, and with it what it bought',
      sw: 'Malipo yamerudishwa, pamoja na kilichonunuliwa nayo',
    },
    placeholders: {
      ...who,
      amount,
      receipt: { en: 'TKN5E9T3UC', sw: 'TKN5E9T3UC' },
      owed: { en: 'KES 500', sw: 'KES 500' },
      howToPay,
    },
    texts: {
      en: {
        text: 'Your payment {receipt} of {amount} was taken back, so what it bought has ended. For what you used you owe {owed}. {howToPay} {isp}',
        subject: 'Your payment {receipt} was taken back',
      },
      sw: {
        text: 'Malipo yako {receipt} ya {amount} yamerudishwa, hivyo yalichonunua kimeisha. Kwa ulichotumia unadaiwa {owed}. {howToPay} {isp}',
        subject: 'Malipo yako {receipt} yamerudishwa',
      },
    },
  }),
  'standing-order-missed': defineTemplate({
    name: 'notices.standing-order-missed',
    class: 'transactional',
    sentence: {
      en: 'A standing order did not bring its payment',
      sw: 'Agizo la kudumu halikuleta malipo yake',
    },
    placeholders: { ...who, amount, due: { en: '3 Dec', sw: '3 Des' }, howToPay },
    texts: {
      en: {
        text: 'Your M-Pesa standing order of {amount}, due {due}, did not reach us. {howToPay} {isp}',
        subject: 'Your standing order of {due} did not come',
      },
      sw: {
        text: 'Agizo lako la kudumu la M-Pesa la {amount}, la {due}, halijatufikia. {howToPay} {isp}',
        subject: 'Agizo lako la kudumu la {due} halikufika',
      },
    },
  }),
  'standing-order-lapsed': defineTemplate({
    name: 'notices.standing-order-lapsed',
    class: 'transactional',
    sentence: {
      en: 'A standing order has not paid twice in a row, and most likely is no more',
      sw: 'Agizo la kudumu halijalipa mara mbili mfululizo, na huenda halipo tena',
    },
    placeholders: { ...who, amount, due: { en: '3 Dec', sw: '3 Des' }, howToPay },
    texts: {
      en: {
        text: 'Your M-Pesa standing order of {amount} did not come again on {due}; we no longer count on it. Set it up anew if you want it. {howToPay} {isp}',
        subject: 'Your standing order has stopped',
      },
      sw: {
        text: 'Agizo lako la kudumu la M-Pesa la {amount} halikuja tena tarehe {due}; hatulitegemei tena. Liweke upya ukilitaka. {howToPay} {isp}',
        subject: 'Agizo lako la kudumu limekoma',
      },
    },
  }),
  'quotation-sent': defineTemplate({
    name: 'notices.quotation-sent',
    class: 'transactional',
    sentence: { en: 'A quotation is sent', sw: 'Nukuu imetumwa' },
    placeholders: {
      ...who,
      number: { en: 'QUO-000042', sw: 'QUO-000042' },
      offer: { en: 'Home 20, installation', sw: 'Home 20, usakinishaji' },
      ...{ amount, until: { en: '14 Dec', sw: '14 Des' } },
    },
    texts: {
      en: {
        text: 'Our offer {number}, {amount} in all, is good until {until}: {offer}. Say yes and we begin. {isp}',
        subject: 'Our offer {number}: {amount}, good until {until}',
      },
      sw: {
        text: 'Nukuu yetu {number}, {amount} kwa jumla, ni halali hadi {until}: {offer}. Kubali nasi tutaanza. {isp}',
        subject: 'Nukuu yetu {number}: {amount}, hadi {until}',
      },
    },
  }),
  'invoice-issued': defineTemplate({
    name: 'notices.invoice-issued',
    class: 'transactional',
    sentence: { en: 'An invoice was issued', sw: 'Ankara imetolewa' },
    placeholders: {
      ...who,
      number: { en: 'INV-2026-00042', sw: 'INV-2026-00042' },
      amount,
      due: { en: '14 Dec', sw: '14 Des' },
      howToPay,
    },
    texts: {
      en: {
        text: 'Invoice {number} of {amount} is due {due}. {howToPay} {isp}',
        subject: 'Invoice {number}: {amount}, due {due}',
      },
      sw: {
        text: 'Ankara {number} ya {amount} inatakiwa kulipwa {due}. {howToPay} {isp}',
        subject: 'Ankara {number}: {amount}, hadi {due}',
      },
    },
  }),
  overdue: defineTemplate({
    name: 'notices.overdue',
    class: 'service',
    sentence: {
      en: 'An invoice is due, or overdue',
      sw: 'Ankara inatakiwa kulipwa, au imechelewa',
    },
    placeholders: { ...who, amount, due: { en: '14 Dec', sw: '14 Des' }, howToPay },
    texts: {
      en: {
        text: 'Hi {name}, {amount} was due {due}. {howToPay} If you have paid, thank you. {isp}',
        subject: '{amount} is due',
      },
      sw: {
        text: 'Habari {name}, {amount} ilitakiwa kulipwa {due}. {howToPay} Kama umelipa, asante. {isp}',
        subject: '{amount} inadaiwa',
      },
    },
  }),
  restricted: defineTemplate({
    name: 'notices.restricted',
    class: 'transactional',
    sentence: {
      en: 'A service is slowed or cut because of a debt',
      sw: 'Huduma imepunguzwa au kukatwa kwa sababu ya deni',
    },
    placeholders: { ...who, amount, howToPay },
    texts: {
      en: {
        text: 'Your internet is restricted because {amount} is overdue. Pay and it is back at once. {howToPay} {isp}',
        subject: 'Your internet is restricted',
      },
      sw: {
        text: 'Intaneti yako imezuiwa kwa sababu {amount} imechelewa. Lipa na itarudi mara moja. {howToPay} {isp}',
        subject: 'Intaneti yako imezuiwa',
      },
    },
  }),
  'usage-share': defineTemplate({
    name: 'notices.usage-share',
    class: 'service',
    sentence: { en: 'Much of the data is used', sw: 'Data nyingi imetumika' },
    placeholders: { ...who, plan, share: { en: '80%', sw: '80%' } },
    texts: {
      en: {
        text: '{share} of the data of {plan} is used. {isp}',
        subject: '{share} of your data is used',
      },
      sw: {
        text: '{share} ya data ya {plan} imetumika. {isp}',
        subject: '{share} ya data yako imetumika',
      },
    },
  }),
  slower: defineTemplate({
    name: 'notices.slower',
    class: 'service',
    sentence: { en: 'Fair use has slowed a service', sw: 'Matumizi ya haki yamepunguza kasi' },
    placeholders: { ...who, plan },
    texts: {
      en: {
        text: '{plan} has used much this period and is slower until the next one, so that everybody has a fair share. {isp}',
        subject: '{plan} is slower now',
      },
      sw: {
        text: '{plan} imetumia data nyingi kipindi hiki na itakuwa na kasi ndogo hadi kipindi kijacho, ili kila mtu apate haki yake. {isp}',
        subject: 'Kasi ya {plan} imepungua',
      },
    },
  }),
  'used-up': defineTemplate({
    name: 'notices.used-up',
    class: 'transactional',
    sentence: { en: 'The data or time of a plan is used up', sw: 'Data au muda wa mpango umeisha' },
    placeholders: { ...who, plan },
    texts: {
      en: {
        text: 'The data of {plan} is used up. Buy more in the portal and you are online again at once. {isp}',
        subject: '{plan} is used up',
      },
      sw: {
        text: 'Data ya {plan} imeisha. Nunua zaidi kwenye tovuti ya wateja na utarudi mtandaoni mara moja. {isp}',
        subject: '{plan} imeisha',
      },
    },
  }),
  'plan-changed': defineTemplate({
    name: 'notices.plan-changed',
    class: 'transactional',
    sentence: { en: 'The plan of a service was changed', sw: 'Mpango wa huduma umebadilishwa' },
    placeholders: { ...who, plan, from: { en: 'Home 10', sw: 'Home 10' } },
    texts: {
      en: {
        text: 'Your plan is now {plan}; it was {from}. {isp}',
        subject: 'Your plan is now {plan}',
      },
      sw: {
        text: 'Mpango wako sasa ni {plan}; ulikuwa {from}. {isp}',
        subject: 'Mpango wako sasa ni {plan}',
      },
    },
  }),
  held: defineTemplate({
    name: 'notices.held',
    class: 'transactional',
    sentence: { en: 'A service is paused or suspended', sw: 'Huduma imesitishwa' },
    placeholders: { ...who, plan },
    texts: {
      en: {
        text: '{plan} is paused. Call us if you do not know why. {isp}',
        subject: '{plan} is paused',
      },
      sw: {
        text: '{plan} imesitishwa. Tupigie kama hujui kwa nini. {isp}',
        subject: '{plan} imesitishwa',
      },
    },
  }),
  back: defineTemplate({
    name: 'notices.back',
    class: 'service',
    sentence: { en: 'A paused service is back', sw: 'Huduma iliyositishwa imerudi' },
    placeholders: { ...who, plan },
    texts: {
      en: { text: '{plan} is on again. {isp}', subject: '{plan} is on again' },
      sw: { text: '{plan} imewashwa tena. {isp}', subject: '{plan} imewashwa tena' },
    },
  }),
  outage: defineTemplate({
    name: 'notices.outage',
    class: 'transactional',
    sentence: {
      en: 'The network of a site is down, or back',
      sw: 'Mtandao wa kituo umekatika, au umerudi',
    },
    placeholders: {
      ...who,
      site: { en: 'Karen', sw: 'Karen' },
      what: {
        en: 'is down. We are working on it and expect it back Thu 3 Dec, 18:00',
        sw: 'umekatika. Tunaushughulikia na tunatarajia urudi Alh 3 Des, 18:00',
      },
    },
    texts: {
      en: { text: 'The network at {site} {what}. {isp}', subject: 'The network at {site}' },
      sw: { text: 'Mtandao wa {site} {what}. {isp}', subject: 'Mtandao wa {site}' },
    },
  }),
}
