import { z } from 'zod'
import { defineSetting } from '#platform/settings.ts'
import { RESTORE_RULES } from '../rules/restoring.ts'

export const renewAheadDays = defineSetting({
  key: 'billing.renew-ahead-days',
  schema: z.int().min(0).max(62),
  default: 7,
  sentence: {
    en: 'How many days before paid time ends a payment already buys the next period, and never before the last quarter of the time that is paid. Earlier money waits in the wallet and renews when the time comes.',
    sw: 'Siku ngapi kabla ya muda uliolipiwa kuisha ambapo malipo hununua kipindi kinachofuata, lakini si kabla ya robo ya mwisho ya muda uliolipiwa. Pesa ya mapema zaidi husubiri kwenye pochi na kulipia wakati ukifika.',
  },
  permission: 'billing.change',
})

export const paygFloor = defineSetting({
  key: 'billing.payg-floor',
  schema: z.int().min(-100_000).max(100_000),
  default: 0,
  sentence: {
    en: 'Shillings: what is paid as it is used stops when the wallet, with the credit that somebody was given, is down to this after what was used since the last invoice. Below zero gives everybody some credit.',
    sw: 'Shilingi: huduma inayolipiwa kadiri inavyotumika husimama pochi, pamoja na mkopo aliopewa mteja, inapofika hapa baada ya matumizi tangu ankara ya mwisho. Chini ya sifuri humpa kila mtu mkopo kidogo.',
  },
  permission: 'billing.change',
})

export const runsEachNight = defineSetting({
  key: 'billing.run-each-night',
  schema: z.boolean(),
  default: true,
  sentence: {
    en: 'Each night those are invoiced whose billing cycle is over. Off: bill runs are begun by hand.',
    sw: 'Kila usiku wanatumiwa ankara wale ambao kipindi chao cha malipo kimeisha. Ikizimwa: ankara za pamoja huanzishwa kwa mkono.',
  },
  permission: 'billing.change',
})

export const creditOnEnd = defineSetting({
  key: 'billing.credit-on-end',
  schema: z.boolean(),
  default: true,
  sentence: {
    en: 'Whether what is paid and not used comes back into the wallet when a service ends, except after abuse.',
    sw: 'Kama kilicholipiwa na hakijatumika hurudi kwenye pochi huduma inapoisha, isipokuwa baada ya matumizi mabaya.',
  },
  permission: 'billing.change',
})

export const byHandLimit = defineSetting({
  key: 'billing.by-hand-limit',
  schema: z.int().min(0).max(100_000_000),
  default: 50_000,
  sentence: {
    en: 'How many shillings one person may charge, credit or give up by hand at a time, unless their role goes above it. Zero: as much as they like.',
    sw: 'Shilingi ngapi mtu mmoja anaweza kutoza, kurejesha au kusamehe kwa mkono kwa mara moja, isipokuwa wajibu wake unaruhusu zaidi. Sifuri: kiasi chochote.',
  },
  permission: 'billing.change',
})

export const vatReliefYears = defineSetting({
  key: 'billing.vat-relief-years',
  schema: z.int().min(0).max(10),
  default: 3,
  sentence: {
    en: 'How many years after its invoice the VAT of a bad debt can be claimed back, unless the debtor is insolvent: as the law says now.',
    sw: 'Miaka mingapi baada ya ankara ambapo VAT ya deni baya inaweza kudaiwa irudishwe, isipokuwa mdaiwa amefilisika: kama sheria isemavyo sasa.',
  },
  permission: 'billing.change',
})

export const leavingTaxClass = defineSetting({
  key: 'billing.leaving-tax-class',
  schema: z.string().min(1).max(40),
  default: 'media',
  sentence: {
    en: 'The tax class of what leaving a contract early costs. As a part of what was agreed it bears VAT; who treats it as a penalty says outside.',
    sw: 'Kundi la kodi la gharama ya kuondoka kwenye mkataba mapema. Kama sehemu ya makubaliano hutozwa VAT; anayeichukua kuwa adhabu huandika outside.',
  },
  permission: 'billing.change',
})

export const quotationDays = defineSetting({
  key: 'billing.quotation-days',
  schema: z.int().min(1).max(365),
  default: 14,
  sentence: {
    en: 'For how many days a quotation can be accepted after it was sent, unless it says otherwise. What was offered stays the same until then.',
    sw: 'Siku ngapi nukuu ya bei inaweza kukubaliwa baada ya kutumwa, isipokuwa inasema vingine. Kilichotolewa hakibadiliki hadi hapo.',
  },
  permission: 'billing.change',
})

export const restoreWhen = defineSetting({
  key: 'billing.restore-when',
  schema: z.enum(RESTORE_RULES),
  default: 'all-overdue',
  sentence: {
    en: 'What opens a service again that was shut for non-payment: all that is overdue is paid, the oldest overdue invoice is paid (what is left then stands for its own age), or a share of what was overdue is paid. Disputed invoices do not count.',
    sw: 'Kinachofungua tena huduma iliyofungwa kwa kutolipa: deni lote lililochelewa limelipwa (all-overdue), ankara ya zamani zaidi imelipwa na zilizobaki zinahesabiwa kwa umri wake (oldest-overdue), au sehemu ya deni imelipwa (share). Ankara zinazobishaniwa hazihesabiwi.',
  },
  permission: 'billing.change',
})

export const restoreSharePercent = defineSetting({
  key: 'billing.restore-share-percent',
  schema: z.int().min(1).max(100),
  default: 50,
  sentence: {
    en: 'How many percent of what was overdue when service was shut must be paid to open it, where a share is enough.',
    sw: 'Asilimia ngapi ya deni lililokuwepo huduma ilipofungwa inatakiwa kulipwa ili ifunguliwe, pale sehemu inapotosha.',
  },
  permission: 'billing.change',
})
