import { createContext, useContext, useEffect } from 'react'

/** What inside a dialog would be lost if it closed: each holds it open until that is asked about. */
export const HeldContext = createContext<Set<symbol> | null>(null)

/** Has the dialog around, if there is one, ask before it closes. */
export function useHeld(isHeld: boolean): void {
  const held = useContext(HeldContext)
  useEffect(() => {
    if (!held || !isHeld) return
    const hold = Symbol('unsaved')
    held.add(hold)
    return () => void held.delete(hold)
  }, [held, isHeld])
}
