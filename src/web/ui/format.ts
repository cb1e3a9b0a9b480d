import type { Language } from '#web/i18n/index.ts'

const LOCALES: Record<Language, string> = { en: 'en-KE', sw: 'sw-KE' }

/** The language with Kenya's habits: day first, KES, comma for thousands. */
export function localeOf(language: Language): string {
  return LOCALES[language]
}

/** `1234567` → `1,234,567`. */
export function formatCount(count: number | bigint, language: Language): string {
  return new Intl.NumberFormat(localeOf(language)).format(count)
}
