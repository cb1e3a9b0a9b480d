const IN = 'kasi.portal.in'

/** What somebody typed before the app was there, and whether they were still at it. */
export type Early = { readonly typed: string; readonly isTyping: boolean }
let early: Early = { typed: '', isTyping: false }

/** Before the app takes the place of the early form. */
export function takeEarly(): void {
  const field = document.getElementById('early-to')
  if (field instanceof HTMLInputElement)
    early = { typed: field.value, isTyping: document.activeElement === field }
}

export function earlyNow(): Early {
  return early
}

/** Whoever is in is shown no form the next time while the app comes. */
export function noteIsIn(isIn: boolean): void {
  try {
    if (isIn) localStorage.setItem(IN, '1')
    else localStorage.removeItem(IN)
  } catch {
    // Storage can be forbidden; nothing but a moment of a form hangs on it.
  }
}
