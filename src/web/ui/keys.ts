import { useEffect, useEffectEvent } from 'react'

/** True while somebody writes: single letters then belong to the text, not to shortcuts. */
export function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
    !(target instanceof HTMLInputElement && /^(?:checkbox|radio|button)$/.test(target.type))
  )
}

/** Listens to the whole page. A modal dialog, a menu or writing takes single keys away from the page. */
export function useKeys(handle: (event: KeyboardEvent) => void): void {
  const handleNow = useEffectEvent(handle)
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!event.defaultPrevented) handleNow(event)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}

/** A plain letter pressed while nothing else wants it. */
export function isPlainKey(event: KeyboardEvent): boolean {
  return (
    !event.metaKey &&
    !event.ctrlKey &&
    !event.altKey &&
    !isWriting(event.target) &&
    !document.querySelector('dialog:modal, [role="menu"]')
  )
}

export const MOD =
  typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl'
