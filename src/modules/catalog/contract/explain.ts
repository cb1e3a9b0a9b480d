import { formatBytes } from '#kernel/bytes.ts'
import { formatMoney, kes } from '#kernel/money.ts'
import type { Because, PriceStep, WhyNot } from './price-quote.ts'
import { say, type Language } from './shapes.ts'

/** `15`, `12.5`: a share in percent, for reading. */
export function percent(share_bp: number): string {
  return String(share_bp / 100)
}

/** One step of a price as a sentence, for staff and for subscribers; each amount in it can be checked by hand. */
export function explainStep(step: PriceStep, language: Language): string {
  const is = language === 'sw'
  const money = (cents: bigint) => formatMoney(kes(cents), language)
  const now = 'after' in step ? money(step.after) : ''
  switch (step.kind) {
    case 'list':
      return is
        ? `${step.plan}, toleo la ${step.number}: bei ya orodha ni ${now}.`
        : `${step.plan}, version ${step.number}, lists ${now}.`
    case 'phase': {
      const name = say(step.name, language)
      return is
        ? `${name} (kipindi cha ${step.cycle + 1}): ${money(step.before)} inakuwa ${now}.`
        : `${name} (period ${step.cycle + 1}): ${money(step.before)} becomes ${now}.`
    }
    case 'agreed':
      return is
        ? `Bei iliyokubaliwa ${HOLDERS.sw[step.holder]} (${step.reason}): ${now}.${step.withRules ? '' : ' Punguzo za kawaida haziongezwi.'}`
        : `Agreed ${HOLDERS.en[step.holder]} (${step.reason}): ${now}.${step.withRules ? '' : ' The usual discounts are not added.'}`
    case 'contract': {
      const share = percent(step.share_bp)
      if (step.what === 'ramp')
        return is
          ? `Mkataba unaanza kwa ${share} % ya bei: ${now}.`
          : `The contract begins with ${share} % of the price: ${now}.`
      return is
        ? `Laini ${step.lines} katika mkataba: punguzo la ${share} %, inabaki ${now}.`
        : `${step.lines} lines under the contract: ${share} % off, leaves ${now}.`
    }
    case 'rule': {
      const name = say(step.name, language)
      const why = step.because.map((one) => reason(one, language)).join(', ')
      const what = effectOf(step, language)
      return `${name}${why === '' ? '' : ` (${why})`}: ${what}, ${is ? 'inabaki' : 'leaves'} ${now}.`
    }
    case 'coupon': {
      const what =
        step.share_bp === null ? money(step.amount?.cents ?? 0n) : `${percent(step.share_bp)} %`
      return is
        ? `Kuponi ${step.code}: punguzo la ${what}, inabaki ${now}.`
        : `Coupon ${step.code}: ${what} off, leaves ${now}.`
    }
    case 'bounded':
      return is
        ? `Punguzo zote pamoja hazizidi ${percent(step.share_bp)} %: ${now}.`
        : `All discounts together are at most ${percent(step.share_bp)} %: ${now}.`
    case 'skipped':
      return `${say(step.name, language)}: ${WHY[language][step.why]}`
    case 'tax': {
      const name = `${say(step.name, language)} ${percent(step.rate_bp)} %`
      const [on, amount] = [money(step.base), money(step.amount)]
      if (is) return `${name} ya ${on}: ${amount}${step.within ? ', imo ndani ya bei' : ''}.`
      return `${name} of ${on}: ${amount}${step.within ? ', in the price already' : ''}.`
    }
    case 'untaxed':
      return `${say(step.name, language)}: ${UNTAXED[language][step.treatment]}`
  }
}

const HOLDERS = {
  en: {
    contract: 'in the contract',
    subscriber: 'with this subscriber',
    service: 'for this service',
  },
  sw: { contract: 'katika mkataba', subscriber: 'na mteja huyu', service: 'kwa huduma hii' },
} as const

const UNTAXED = {
  en: { zero: 'VAT at zero.', exempt: 'exempt from VAT.', outside: 'no VAT on this.' },
  sw: { zero: 'VAT ya sifuri.', exempt: 'haitozwi VAT.', outside: 'hakuna VAT hapa.' },
} as const

function effectOf(step: Extract<PriceStep, { kind: 'rule' }>, language: Language): string {
  const is = language === 'sw'
  const { effect, share_bp } = step
  if (share_bp !== null)
    return is ? `punguzo la ${percent(share_bp)} %` : `${percent(share_bp)} % off`
  if (effect.kind === 'price') return is ? 'bei maalum' : 'its own price'
  const off = effect.kind === 'amount-off' ? formatMoney(effect.amount, language) : ''
  return is ? `punguzo la ${off}` : `${off} off`
}

function reason(of: Because, language: Language): string {
  const is = language === 'sw'
  switch (of.kind) {
    case 'segment':
      return say(of.name, language)
    case 'season': {
      if (of.from === null) return is ? `hadi ${of.lastDay}` : `until ${of.lastDay}`
      if (of.lastDay === null) return is ? `tangu ${of.from}` : `since ${of.from}`
      return is ? `${of.from} hadi ${of.lastDay}` : `${of.from} to ${of.lastDay}`
    }
    case 'hours':
      return is ? 'saa hizi' : 'at these hours'
    case 'loyalty':
      return is ? `miezi ${of.months} nasi` : `${of.months} months with us`
    case 'referral':
      if (of.side === 'referred') return is ? 'ameletwa na mteja' : 'was referred'
      return is ? 'ameleta mteja' : 'referred somebody'
    case 'first-cycles':
      return is ? `vipindi ${of.cycles} vya kwanza` : `the first ${of.cycles} periods`
    case 'lines':
      return is ? `laini ${of.count}` : `${of.count} lines`
    case 'volume':
      return formatBytes(of.bytes, language)
  }
}

/** Why a discount does not count, in words. */
export const WHY: Record<Language, Record<WhyNot, string>> = {
  en: {
    segment: 'for another group of subscribers.',
    season: 'not on this day.',
    hours: 'not at this hour.',
    loyalty: 'for those who have been with us longer.',
    referral: 'for referrals.',
    'first-cycles': 'for the first periods only.',
    lines: 'for more lines.',
    volume: 'for more data.',
    site: 'at other sites.',
    'new-subscribers': 'for new subscribers only.',
    'used-up': 'used as often as it can be.',
    'used-by-you': 'used by this subscriber as often as it can be.',
    over: 'its periods are over.',
    off: 'switched off.',
    unknown: 'there is no such coupon.',
    'other-plan': 'for other plans or prices.',
    'not-combined': 'not together with the others; those are worth more.',
  },
  sw: {
    segment: 'ni ya kundi lingine la wateja.',
    season: 'si siku hii.',
    hours: 'si saa hii.',
    loyalty: 'ni ya waliokaa nasi zaidi.',
    referral: 'ni ya walioletwa au walioleta wateja.',
    'first-cycles': 'ni ya vipindi vya kwanza tu.',
    lines: 'ni ya laini zaidi.',
    volume: 'ni ya data zaidi.',
    site: 'ni ya maeneo mengine.',
    'new-subscribers': 'ni ya wateja wapya tu.',
    'used-up': 'imetumika mara zote zinazowezekana.',
    'used-by-you': 'mteja huyu ameitumia mara zote anazoruhusiwa.',
    over: 'vipindi vyake vimekwisha.',
    off: 'imezimwa.',
    unknown: 'hakuna kuponi kama hiyo.',
    'other-plan': 'ni ya mipango au bei nyingine.',
    'not-combined': 'haiendi pamoja na nyingine; hizo zina faida zaidi.',
  },
}
