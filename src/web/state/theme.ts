import { useEffect } from 'react'
import { keep, useKept } from '#web/state/kept.ts'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

function parseTheme(kept: string | null): Theme {
  return THEMES.find((theme) => theme === kept) ?? 'system'
}

function paint(theme: Theme, systemIsDark: boolean): void {
  const dark = theme === 'dark' || (theme === 'system' && systemIsDark)
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light'
  document
    .querySelector('meta[name="theme-color"]')
    ?.setAttribute('content', dark ? '#141210' : '#fbf9f6')
}

/** Light, dark, or as the system says; `public/theme.js` paints the first frame with the same rule. */
export function useTheme(): { theme: Theme; setTheme: (theme: Theme) => void } {
  const theme = useKept('theme', parseTheme)
  useEffect(() => {
    const system = matchMedia('(prefers-color-scheme: dark)')
    const repaint = () => paint(theme, system.matches)
    repaint()
    system.addEventListener('change', repaint)
    return () => system.removeEventListener('change', repaint)
  }, [theme])
  return { theme, setTheme: (next) => keep('theme', next) }
}
