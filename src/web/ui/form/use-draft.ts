import { useState } from 'react'

type Options<V> = {
  stored: V
  /** What is being sent is not swapped on its way. */
  isHeld: boolean
  onTaken: () => void
}

/**
 * What somebody types over what is stored. When what is stored changes meanwhile, an untouched draft follows it;
 * a touched one stays until `takeStored`.
 */
export function useDraft<V>({ stored, isHeld, onTaken }: Options<V>) {
  const [start, setStart] = useState(stored)
  const [values, setValues] = useState(stored)
  const [isTaking, setTaking] = useState(false)
  const isDirty = JSON.stringify(values) !== JSON.stringify(start)
  const now = JSON.stringify(stored)
  const [seen, setSeen] = useState(now)
  if (now !== seen && !isHeld && (!isDirty || isTaking)) {
    setSeen(now)
    setTaking(false)
    setStart(stored)
    setValues(stored)
    onTaken()
  }
  return { start, setStart, values, setValues, isDirty, takeStored: () => setTaking(true) }
}
