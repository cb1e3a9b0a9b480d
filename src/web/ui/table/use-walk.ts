import { useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { isPlainKey, useKeys } from '#web/ui/keys.ts'

type Does = { open: (place: number) => void; select: ((place: number) => void) | undefined }

/**
 * Walking a table without a mouse: `j` and `k` (or the arrows) move, Enter opens, `x` selects, `/` searches.
 * One row is in the tab order, the one where one was last.
 */
export function useWalk(count: number, search: RefObject<HTMLInputElement | null>, does: Does) {
  const body = useRef<HTMLTableSectionElement>(null)
  const [last, setLast] = useState(0)
  const active = Math.min(last, Math.max(0, count - 1))

  function move(to: number) {
    const place = Math.max(0, Math.min(count - 1, to))
    setLast(place)
    body.current?.rows[place]?.focus()
  }

  useKeys((event) => {
    if (!isPlainKey(event)) return
    const inside = body.current?.contains(document.activeElement) ?? false
    if (event.key === '/') search.current?.focus()
    else if (event.key === 'j' && count > 0) move(inside ? active + 1 : active)
    else if (event.key === 'k' && count > 0) move(inside ? active - 1 : active)
    else return
    event.preventDefault()
  })

  const rowProps = (place: number) => ({
    tabIndex: place === active ? 0 : -1,
    onFocus: () => setLast(place),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.target !== event.currentTarget) return
      if (event.key === 'Enter') does.open(place)
      else if (event.key === 'ArrowDown') move(place + 1)
      else if (event.key === 'ArrowUp') move(place - 1)
      else if (event.key === 'x' && does.select) does.select(place)
      else return
      event.preventDefault()
    },
  })
  return { body, rowProps }
}
