import { Slot } from 'radix-ui'
import { useEffect, useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { usePortal } from '#web/ui/portal.ts'

const WAIT_MS = 350
const LEAVE_MS = 100
const GAP_PX = 6

type Side = 'top' | 'bottom' | 'left' | 'right'
type Props = {
  /** Nothing to say: the child stands alone. */
  text: ReactNode
  keys?: string | undefined
  side?: Side
  children: ReactNode
}

/**
 * A short word on what something is. Never the only place of something one must know. Shown on pointing and
 * on keyboard focus, stays while one points at it, goes with Escape (WCAG 2.2, 1.4.13). Written by hand: it
 * is on every button of every row, and a positioning library would be a third of the sign-in page.
 */
export function Tooltip({ text, keys, side = 'top', children }: Props) {
  const id = useId()
  const anchor = useRef<HTMLElement>(null)
  const timer = useRef(0)
  const [open, setOpen] = useState(false)

  function later(show: boolean, wait_ms: number) {
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => setOpen(show), wait_ms)
  }
  useEffect(() => () => window.clearTimeout(timer.current), [])
  useEffect(() => {
    if (!open) return
    const close = (event: KeyboardEvent) => event.key === 'Escape' && setOpen(false)
    document.addEventListener('keydown', close, true)
    return () => document.removeEventListener('keydown', close, true)
  }, [open])

  return (
    <>
      <Slot.Root
        ref={anchor}
        aria-describedby={open ? id : undefined}
        onPointerEnter={(event) => event.pointerType === 'mouse' && text && later(true, WAIT_MS)}
        onPointerLeave={() => later(false, LEAVE_MS)}
        onPointerDown={() => later(false, 0)}
        onFocus={(event) => event.currentTarget.matches(':focus-visible') && text && later(true, 0)}
        onBlur={() => later(false, 0)}
      >
        {children}
      </Slot.Root>
      {open && text && (
        <Bubble
          id={id}
          anchor={anchor.current}
          side={side}
          onEnter={() => later(true, 0)}
          onLeave={() => later(false, LEAVE_MS)}
        >
          {text}
          {keys && <kbd className="ml-2 font-sans opacity-70">{keys}</kbd>}
        </Bubble>
      )}
    </>
  )
}

type BubbleProps = {
  id: string
  anchor: HTMLElement | null
  side: Side
  onEnter: () => void
  onLeave: () => void
  children: ReactNode
}

function Bubble({ id, anchor, side, onEnter, onLeave, children }: BubbleProps) {
  const container = usePortal() ?? document.body
  const bubble = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState({ left: -9999, top: 0 })
  useLayoutEffect(() => {
    if (!anchor || !bubble.current) return
    const size = { width: bubble.current.offsetWidth, height: bubble.current.offsetHeight }
    setPlace(placeFor(anchor.getBoundingClientRect(), size, side))
  }, [anchor, side])
  return createPortal(
    <div
      ref={bubble}
      id={id}
      role="tooltip"
      onPointerEnter={onEnter}
      onPointerLeave={onLeave}
      style={place}
      className="fixed z-70 max-w-72 rounded-md bg-ink px-2 py-1 text-xs text-paper shadow-md motion-safe:animate-[fade_120ms]"
    >
      {children}
    </div>,
    container,
  )
}

type Size = { width: number; height: number }

/** On the asked side, on the other where there is no room, and never out of the window. */
function placeFor(at: DOMRect, size: Size, side: Side): { left: number; top: number } {
  const room = { width: window.innerWidth - 8, height: window.innerHeight - 8 }
  const middle = {
    left: at.left + (at.width - size.width) / 2,
    top: at.top + (at.height - size.height) / 2,
  }
  const above = at.top - size.height - GAP_PX
  const below = at.bottom + GAP_PX
  const before = at.left - size.width - GAP_PX
  const after = at.right + GAP_PX
  const places = {
    top: { left: middle.left, top: above < 8 ? below : above },
    bottom: { left: middle.left, top: below + size.height > room.height ? above : below },
    left: { left: before < 8 ? after : before, top: middle.top },
    right: { left: after + size.width > room.width ? before : after, top: middle.top },
  }
  const { left, top } = places[side]
  return {
    left: Math.max(8, Math.min(left, room.width - size.width)),
    top: Math.max(8, Math.min(top, room.height - size.height)),
  }
}
