import { Popover as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from '#web/ui/cn.ts'
import { usePortal } from '#web/ui/portal.ts'

type Props = {
  trigger: ReactNode
  label: string
  align?: 'start' | 'end'
  open?: boolean
  onOpenChange?: (open: boolean) => void
  className?: string
  children: ReactNode
}

/** A small thing to fill in or look at, next to what it belongs to. */
export function Popover({ trigger, label, align = 'start', className, children, ...state }: Props) {
  const container = usePortal()
  return (
    <Radix.Root {...state}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal container={container}>
        <Radix.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          aria-label={label}
          className={cn(
            'floating rising z-50 max-h-(--radix-popover-content-available-height) w-64 overflow-y-auto p-2 outline-none',
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
