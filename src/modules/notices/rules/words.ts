import { formatMoney, kes } from '#kernel/money.ts'

export type Language = 'en' | 'sw'
const LOCALES = { en: 'en-KE', sw: 'sw-KE' } as const

/** `KES 2,500`, cents only where there are some, in letters that cost nothing more in an SMS. */
export function moneyWords(cents: bigint, language: Language): string {
  const plain = formatMoney(kes(cents), language)
    .replace(/^[^\d-]+/, '')
    .replace(/[.,]00$/, '')
  return `KES ${plain}`
}

/** `Thu 3 Dec, 18:00`, in the ISP's zone. */
export function momentWords(at: Temporal.Instant, zone: string, language: Language): string {
  const local = at.toZonedDateTimeISO(zone)
  const day = local.toLocaleString(LOCALES[language], {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  })
  return `${day}, ${local.toPlainTime().toString({ smallestUnit: 'minute' })}`
}

export function dayWords(day: Temporal.PlainDate, language: Language): string {
  return day.toLocaleString(LOCALES[language], { day: 'numeric', month: 'short' })
}

/** Until when what they bought lasts, as a whole sentence; nothing where nothing runs. */
export function paidUntilWords(
  until: Temporal.Instant | null,
  zone: string,
  language: Language,
): string {
  if (until === null) return ''
  const when = momentWords(until, zone, language)
  return language === 'sw' ? `Umelipiwa hadi ${when}.` : `You are paid until ${when}.`
}

export function howToPayWords(
  paybill: { kind: 'paybill' | 'till'; number: string } | undefined,
  account: string,
  language: Language,
): string {
  if (!paybill) return ''
  if (paybill.kind === 'till')
    return language === 'sw'
      ? `Lipa kwa M-Pesa till ${paybill.number}.`
      : `Pay by M-Pesa till ${paybill.number}.`
  return language === 'sw'
    ? `Lipa kwa M-Pesa paybill ${paybill.number}, akaunti ${account}.`
    : `Pay by M-Pesa paybill ${paybill.number}, account ${account}.`
}

/**
 * What is offered. A letter says each line with its price and its taxes; a text message has room for names, the rest of many of which it counts.
 */
export function offerWords(
  lines: readonly {
    readonly words: { readonly en: string; readonly sw: string }
    readonly taxed: { readonly gross: bigint }
    readonly charged: 'once' | 'each-period'
  }[],
  { language, form }: { language: Language; form: 'letter' | 'text' },
): string {
  const nameOf = ({ words }: (typeof lines)[number]) => words[language] || words.en
  if (form === 'letter') {
    const often = { once: ['once', 'mara moja'], 'each-period': ['each period', 'kila kipindi'] }
    const said = lines.map((line) => {
      const [en, sw] = often[line.charged]
      const when = language === 'sw' ? sw : en
      return `- ${nameOf(line)}: ${moneyWords(line.taxed.gross, language)}, ${when}`
    })
    return `\n\n${said.join('\n')}\n\n${language === 'sw' ? 'Kodi zimo ndani' : 'Taxes are in it'}`
  }
  const [first, ...more] = lines
  const name = first ? nameOf(first) : ''
  if (more.length === 0) return name
  return language === 'sw' ? `${name} na vingine ${more.length}` : `${name} and ${more.length} more`
}

export function outageWords(
  what: 'begun' | 'planned' | 'over',
  at: Temporal.Instant | null,
  { zone, language }: { zone: string; language: Language },
): string {
  const when = at === null ? undefined : momentWords(at, zone, language)
  if (language === 'sw') {
    if (what === 'over') return 'umerudi. Samahani kwa usumbufu'
    if (what === 'planned')
      return `utakatika kwa matengenezo${when === undefined ? '' : ` kuanzia ${when}`}`
    return `umekatika. Tunaushughulikia${when === undefined ? '' : ` na tunatarajia urudi ${when}`}`
  }
  if (what === 'over') return 'is back. We are sorry for the trouble'
  if (what === 'planned')
    return `will be down for works${when === undefined ? '' : ` from ${when}`}`
  return `is down. We are working on it${when === undefined ? '' : ` and expect it back ${when}`}`
}
