import { formatMoney, kes } from '#kernel/money.ts'
import type { PlanTerms, Validity, Words } from '#modules/catalog/contract.ts'
import type { Language, Text } from '#web/i18n/index.ts'

/** `a month`, `30 days`, `3 hours`: for how long a price is paid. */
export function validityText(t: Text, { unit, count }: Pick<Validity, 'unit' | 'count'>): string {
  return t(`catalog.validity.${unit}`, { count })
}

export function moneyText(cents: bigint, language: Language): string {
  return formatMoney(kes(cents), language)
}

export function said(words: Words, language: Language): string {
  return words[language] === '' ? words.en : words[language]
}

/** `HOME-20` for “Home 20”. */
export function codeOf(name: string): string {
  return name
    .normalize('NFKD')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 30)
    .replace(/-+$/, '')
}

/** `mobile-money` for “Mobile money”. */
export function idOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 34)
    .replace(/-+$/, '')
}

/** A new name, and the id that follows it until somebody types one. */
export function renamed({ id, name }: { id: string; name: Words }, en: string) {
  return { name: { ...name, en }, id: id === idOf(name.en) ? idOf(en) : id }
}

/** `router-rent` for “Router rent”, different from those that are taken. */
export function keyOf(name: string, taken: readonly string[]): string {
  const usual = idOf(name) || 'price'
  for (let count = 1; ; count++) {
    const key = count === 1 ? usual : `${usual}-${count}`
    if (!taken.includes(key)) return key
  }
}

/** Names for the fields of a plan's terms, as a list of changes shows them. */
export function termName(t: Text, path: string, terms: PlanTerms): string {
  const [field = '', place = '', ...rest] = path.split('.')
  if (field === 'components') {
    const name = terms.components[Number(place)]?.name.en ?? place
    if (rest.join('.') === 'charge.price.amount') return name
    return rest.length > 0 ? `${name} · ${rest.join(' ')}` : name
  }
  const names: Record<string, string> = {
    payment: t('catalog.plan.payment'),
    validity: t('catalog.plan.validity'),
    graceHours: t('catalog.plan.grace'),
    renewal: t('catalog.plan.renewal'),
    proration: t('catalog.plan.proration'),
    phases: t('catalog.plan.phases'),
    devices: t('catalog.plan.devices'),
    profiles: t('catalog.profile.title'),
    priceRise: t('catalog.plan.priceRise'),
  }
  return names[field] ?? field
}
