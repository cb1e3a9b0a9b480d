import { Tooltip as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { usePortal } from '#web/ui/portal.ts'

export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={350} skipDelayDuration={200}>
      {children}
    </Radix.Provider>
  )
}

type Props = {
  /** Nothing to say: the child stands alone. */
  text: ReactNode
  keys?: string | undefined
  side?: 'top' | 'bottom' | 'left' | 'right'
  children: ReactNode
}

/** A short word on what something is. Never the only place of something one must know. */
export function Tooltip({ text, keys, side = 'top', children }: Props) {
  const container = usePortal()
  if (!text) return children
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal container={container}>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="rising z-50 max-w-72 rounded-md bg-ink px-2 py-1 text-xs text-paper shadow-md"
        >
          {text}
          {keys && <kbd className="ml-2 font-sans opacity-70">{keys}</kbd>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
