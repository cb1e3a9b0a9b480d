import { useEffect, useState } from 'react'

const TYPING_MS = 400

/** What was typed, once nobody has typed for a moment: the server is asked once for a sentence and not for each letter. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), TYPING_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
