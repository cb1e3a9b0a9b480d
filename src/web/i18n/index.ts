import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import { initReactI18next } from 'react-i18next/initReactI18next'
import type { en } from '#web/i18n/en/index.ts'
import type { FactsOf, KeyOf } from '#web/i18n/keys.ts'

/**
 * English and Swahili. Texts live in `i18n/{en,sw}/<area>.ts`; a key is `area.name`. Only the
 * language that is shown is downloaded. A test holds the two languages to the same keys.
 */
export const LANGUAGES = ['en', 'sw'] as const
export type Language = (typeof LANGUAGES)[number]

export type TextKey = KeyOf<typeof en>
export type Text = <K extends TextKey>(key: K, ...facts: FactsOf<typeof en, K>) => string

const KEPT_UNDER = 'kasi.language'

function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value)
}

/** What the person chose before, else what their browser asks for, else English. */
export function preferredLanguage(kept: string | null, asked: readonly string[]): Language {
  if (isLanguage(kept)) return kept
  const first = asked.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage)
  return first ?? 'en'
}

/** The sign-in page needs a fifth of the texts; whatever lies behind it loads the rest first. */
let isComplete = false

async function load(language: Language): Promise<void> {
  const texts = isComplete ? await allOf(language) : await startOf(language)
  i18next.addResourceBundle(language, 'translation', texts, true, true)
}

async function startOf(language: Language) {
  if (language === 'sw') return (await import('#web/i18n/sw/start.ts')).start
  return (await import('#web/i18n/en/start.ts')).start
}

async function allOf(language: Language) {
  if (language === 'sw') return (await import('#web/i18n/sw/index.ts')).sw
  return (await import('#web/i18n/en/index.ts')).en
}

/** Before any page that is not sign-in. */
export async function loadAllTexts(): Promise<void> {
  if (isComplete) return
  isComplete = true
  const shown = i18next.language
  await load(isLanguage(shown) ? shown : 'en')
}

export async function startTexts(): Promise<void> {
  const language = preferredLanguage(readKept(), navigator.languages)
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: {},
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  await load(language)
  document.documentElement.lang = language
}

export async function setLanguage(language: Language): Promise<void> {
  await load(language)
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
  try {
    localStorage.setItem(KEPT_UNDER, language)
  } catch {
    // Storage can be forbidden; the choice then lasts for this visit.
  }
}

function readKept(): string | null {
  try {
    return localStorage.getItem(KEPT_UNDER)
  } catch {
    return null
  }
}

/** The texts of the shown language: `const t = useText(); t('common.save')`. */
export function useText(): Text {
  const { t } = useTranslation()
  return t as Text
}

export function useLanguage(): Language {
  const { i18n } = useTranslation()
  return isLanguage(i18n.language) ? i18n.language : 'en'
}

/** For places that are not components (an error map, a toast after a call). */
export const text: Text = (key: string, facts?: Record<string, string | number>) =>
  i18next.t(key, facts ?? {})

/**
 * What was done, as a sentence, where the texts know the endpoint; else its name in words, as of jobs and of rooms that
 * have no sentences yet: `network.read-leases` is “network: read leases”.
 */
export function textOfAction(action: string): string {
  if (i18next.exists(`actions.${action}`)) return i18next.t(`actions.${action}`)
  return action.replace('.', ': ').replaceAll('-', ' ')
}

/** Says a refusal in the shown language where the texts know its code, else as the server said it. */
export function textOfRefusal(
  code: string,
  facts: Record<string, string | number | boolean>,
  otherwise: string,
): string {
  return i18next.exists(`refusals.${code}`) ? i18next.t(`refusals.${code}`, facts) : otherwise
}
