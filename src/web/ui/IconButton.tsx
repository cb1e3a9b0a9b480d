import type { ReactNode } from 'react'
import { Button, type ButtonProps } from '#web/ui/Button.tsx'
import { cn } from '#web/ui/cn.ts'
import { Tooltip } from '#web/ui/Tooltip.tsx'

type Props = Omit<ButtonProps, 'children' | 'icon' | 'wide'> & {
  /** What it does: read to screen readers and shown as a tooltip. */
  label: string
  keys?: string
  side?: 'top' | 'bottom' | 'left' | 'right'
  children: ReactNode
}

/** A button that is only a picture. */
export function IconButton({
  label,
  keys,
  side,
  children,
  className,
  size = 'md',
  look = 'quiet',
  ...rest
}: Props) {
  const button = (
    <Button
      {...rest}
      look={look}
      size={size}
      aria-label={label}
      icon={children}
      className={cn(
        size === 'sm' ? 'w-7 px-0 pointer-coarse:w-9' : 'w-9 px-0 pointer-coarse:w-11',
        className,
      )}
    />
  )
  if (rest.disabledBecause) return button
  return (
    <Tooltip text={label} keys={keys} {...(side ? { side } : {})}>
      {button}
    </Tooltip>
  )
}
