import { useSyncExternalStore } from 'react'
import { en, type PortalText } from './texts/en.ts'

/** The portal's own texts: two languages of which only the second is loaded apart, without a library. */
export type Say = (key: PortalText, facts?: Readonly<Record<string, string | number>>) => string
type Language = 'en' | 'sw'

const KEPT_UNDER = 'kasi.language'
let language: Language = 'en'
let texts: Readonly<Record<PortalText, string>> = en
const listeners = new Set<() => void>()

export async function setLanguage(to: Language): Promise<void> {
  await show(to)
  try {
    localStorage.setItem(KEPT_UNDER, to)
  } catch {
    // Storage can be forbidden; then the choice lasts for this visit.
  }
}

async function show(to: Language): Promise<void> {
  texts = to === 'sw' ? (await import('./texts/sw.ts')).sw : en
  language = to
  document.documentElement.lang = to
  document.title = texts.app
  for (const tell of listeners) tell()
}

/** What was chosen before, else what the browser asks for. */
export function startLanguage(): Promise<void> {
  return show(firstLanguage(readKept(), navigator.languages))
}

export function firstLanguage(kept: string | null, asked: readonly string[]): Language {
  if (kept === 'sw' || kept === 'en') return kept
  return asked[0]?.startsWith('sw') ? 'sw' : 'en'
}

function readKept(): string | null {
  try {
    return localStorage.getItem(KEPT_UNDER)
  } catch {
    return null
  }
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, () => language)
}

export function useSay(): Say {
  useLanguage()
  return (key, facts = {}) =>
    texts[key].replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(facts[name] ?? ''))
}
