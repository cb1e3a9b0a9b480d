/** What the pages say, in both languages. `{name}` is filled in. */
export const WORDS = {
  buy: { en: 'Buy internet', sw: 'Nunua intaneti' },
  nothing: { en: 'Nothing is sold here right now.', sw: 'Hakuna kinachouzwa hapa kwa sasa.' },
  phone: { en: 'M-Pesa phone number', sw: 'Namba ya simu ya M-Pesa' },
  pay: { en: 'Pay with M-Pesa', sw: 'Lipa kwa M-Pesa' },
  agree: { en: 'I agree to the', sw: 'Nakubali' },
  terms: { en: 'terms of use', sw: 'masharti ya matumizi' },
  voucher: { en: 'I have a voucher', sw: 'Nina vocha' },
  code: { en: 'Code', sw: 'Msimbo' },
  use: { en: 'Use the code', sw: 'Tumia msimbo' },
  again: { en: 'I have paid already', sw: 'Nimeshalipa' },
  againHow: {
    en: 'On another phone, or thrown out? Get back to the time you bought.',
    sw: 'Uko kwenye simu nyingine, au umetolewa? Rudi kwenye muda ulionunua.',
  },
  byPhone: { en: 'With a code to your phone', sw: 'Kwa msimbo kwenye simu yako' },
  yourPhone: { en: 'Your phone number', sw: 'Namba yako ya simu' },
  sendCode: { en: 'Send me a code', sw: 'Nitumie msimbo' },
  sent: {
    en: 'If this phone has time left here, a code is on its way to it.',
    sw: 'Ikiwa simu hii ina muda uliobaki, msimbo uko njiani.',
  },
  sixDigits: { en: 'Code of six digits', sw: 'Msimbo wa tarakimu sita' },
  goOn: { en: 'Go on', sw: 'Endelea' },
  byReceipt: { en: 'With the receipt of M-Pesa', sw: 'Kwa risiti ya M-Pesa' },
  receipt: { en: 'Receipt, such as SKL61ABC42', sw: 'Risiti, kama SKL61ABC42' },
  check: { en: 'Find my payment', sw: 'Tafuta malipo yangu' },
  tryFree: { en: 'Try {minutes} minutes free', sw: 'Jaribu dakika {minutes} bure' },
  sponsored: {
    en: '{minutes} minutes, paid by {name}',
    sw: 'Dakika {minutes}, zimelipiwa na {name}',
  },
  takeFree: { en: 'Take them', sw: 'Zichukue' },
  screen: { en: 'This is a TV or a console', sw: 'Hii ni TV au koni ya michezo' },
  screenHow: {
    en: 'Show a code here, and type it on the phone that has time.',
    sw: 'Onyesha msimbo hapa, kisha uuandike kwenye simu yenye muda.',
  },
  showCode: { en: 'Show a code', sw: 'Onyesha msimbo' },
  typeCode: {
    en: 'On your phone open “My time” and type this code. It is good for {minutes} minutes.',
    sw: 'Kwenye simu yako fungua “Muda wangu” kisha uandike msimbo huu. Unafaa kwa dakika {minutes}.',
  },
  joined: { en: 'Joined. This screen is going online.', sw: 'Imeunganishwa. Inaingia mtandaoni.' },
  look: { en: 'Look at your phone', sw: 'Angalia simu yako' },
  typePin: {
    en: 'M-Pesa asks {phone} for {amount}. Type your PIN there. This page goes on by itself.',
    sw: 'M-Pesa inaomba {amount} kwenye {phone}. Weka PIN yako. Ukurasa huu utaendelea wenyewe.',
  },
  confirming: {
    en: 'M-Pesa says that you paid. We wait for its receipt.',
    sw: 'M-Pesa inasema umelipa. Tunasubiri risiti yake.',
  },
  making: { en: 'Paid. We are letting you in.', sw: 'Imelipwa. Tunakuingiza.' },
  makingLong: {
    en: 'This takes longer than usual. Your money is safe: if we cannot let you in within a quarter of an hour, it goes back to your phone.',
    sw: 'Hii inachukua muda kuliko kawaida. Pesa zako ziko salama: tusipokuingiza ndani ya robo saa, zitarudi kwenye simu yako.',
  },
  goesBack: { en: 'Your money goes back', sw: 'Unarudishiwa pesa zako' },
  undoneClosed: {
    en: 'It is paid, but this hotspot is closed, so you could not use it.',
    sw: 'Imelipwa, lakini hotspot hii imefungwa, kwa hiyo hungeweza kuitumia.',
  },
  undoneRefused: {
    en: 'It is paid, but we could not give you what you bought.',
    sw: 'Imelipwa, lakini hatukuweza kukupa ulichonunua.',
  },
  goesBackTo: {
    en: '{amount} go back to {phone}. You need not do anything; we have written to that phone.',
    sw: '{amount} zinarudishwa kwenye {phone}. Huhitaji kufanya lolote; tumeiandikia simu hiyo.',
  },
  offers: {
    en: 'Send me offers by SMS. I can stop them with STOP.',
    sw: 'Nitumieni matangazo kwa SMS. Ninaweza kuyasimamisha kwa STOP.',
  },
  notPaid: { en: 'Not paid', sw: 'Haijalipwa' },
  waits: { en: 'Waiting for the payment', sw: 'Tunasubiri malipo' },
  tryAgain: { en: 'Try again', sw: 'Jaribu tena' },
  byHand: { en: 'Or pay by hand', sw: 'Au lipa mwenyewe' },
  paybill: { en: 'Paybill', sw: 'Paybill' },
  till: { en: 'Till', sw: 'Till' },
  account: { en: 'Account', sw: 'Akaunti' },
  amount: { en: 'Amount', sw: 'Kiasi' },
  byHandWait: {
    en: 'This page goes on by itself once it is paid, today or later.',
    sw: 'Ukurasa huu utaendelea wenyewe ukishalipa, leo au baadaye.',
  },
  mine: { en: 'My time', sw: 'Muda wangu' },
  until: { en: 'Until {at}', sw: 'Hadi {at}' },
  left: { en: '{left} left', sw: 'Zimebaki {left}' },
  online: { en: 'You are in', sw: 'Umeingia' },
  goingOn: { en: 'One moment: going online …', sw: 'Subiri kidogo: unaingia mtandaoni …' },
  connect: { en: 'Connect this device', sw: 'Unganisha kifaa hiki' },
  move: { en: 'Move to this device', sw: 'Hamishia kifaa hiki' },
  noRouter: {
    en: 'If pages do not open yet, switch Wi-Fi off and on.',
    sw: 'Kurasa zisipofunguka, zima Wi-Fi kisha uiwashe.',
  },
  elsewhere: {
    en: 'This time was bought for another place, and is good there only.',
    sw: 'Muda huu ulinunuliwa kwa mahali pengine, na hutumika huko tu.',
  },
  turnedDown: {
    en: 'The router did not let you in ({why}). Connect once more.',
    sw: 'Ruta haikukuingiza ({why}). Unganisha tena.',
  },
  over: { en: 'This time is over', sw: 'Muda huu umeisha' },
  usedUp: { en: 'The data of this package is used up', sw: 'Data ya kifurushi hiki imeisha' },
  devices: { en: 'Devices: {used} of {slots}', sw: 'Vifaa: {used} kati ya {slots}' },
  remove: { en: 'Remove', sw: 'Ondoa' },
  addScreen: { en: 'Add a TV or console', sw: 'Ongeza TV au koni' },
  screenCode: { en: 'Code on its screen', sw: 'Msimbo ulio kwenye skrini yake' },
  add: { en: 'Add', sw: 'Ongeza' },
  more: { en: 'Buy more time', sw: 'Nunua muda zaidi' },
  back: { en: 'Back', sw: 'Rudi' },
  welcomeBack: { en: 'Welcome back', sw: 'Karibu tena' },
  closed: { en: 'This hotspot is closed for now.', sw: 'Hotspot hii imefungwa kwa sasa.' },
  help: { en: 'Help: {phone}', sw: 'Msaada: {phone}' },
  where: { en: 'Where are you?', sw: 'Uko wapi?' },
  devicesMany: { en: '{many} devices', sw: 'vifaa {many}' },
  minute: { en: '{many} min', sw: 'dakika {many}' },
  hour: { en: '{many} h', sw: 'saa {many}' },
  day: { en: '{many} days', sw: 'siku {many}' },
  week: { en: '{many} weeks', sw: 'wiki {many}' },
  month: { en: '{many} months', sw: 'miezi {many}' },
  oneDay: { en: '1 day', sw: 'siku 1' },
  oneWeek: { en: '1 week', sw: 'wiki 1' },
  oneMonth: { en: '1 month', sw: 'mwezi 1' },
} as const satisfies Record<string, { en: string; sw: string }>

export type Word = keyof typeof WORDS
export type Language = 'en' | 'sw'
export type Say = (word: Word, facts?: Readonly<Record<string, string | number>>) => string

export function sayer(language: Language): Say {
  return (word, facts = {}) =>
    WORDS[word][language].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ''))
}

/** What people agree to where the ISP has written nothing of its own. */
export const USUAL_TERMS = {
  en: 'Use the network lawfully and fairly. Time runs from when it is paid and is not given back once used. We keep your phone number, the address of your device, and when you were online, as the law asks of us, and use them for nothing else. You may ask us what we hold about you, and have it corrected or erased.',
  sw: 'Tumia mtandao kihalali na kwa haki. Muda huanza unapolipa na haurudishwi ukishatumika. Tunahifadhi namba yako ya simu, anwani ya kifaa chako na wakati ulipokuwa mtandaoni, kama sheria inavyotaka, na hatuvitumii kwa jambo lingine. Unaweza kutuuliza tunachohifadhi kukuhusu, na kutaka kisahihishwe au kifutwe.',
} as const
