import { Check } from 'lucide-react'
import { DropdownMenu as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from '#web/ui/cn.ts'
import { Kbd } from '#web/ui/Kbd.tsx'
import { usePortal } from '#web/ui/portal.ts'

const ITEM =
  'relative flex min-h-8 cursor-default items-center gap-2 rounded-md px-2 py-1 outline-none select-none data-disabled:text-faint data-highlighted:bg-hover pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-soft'

/** A list of things to do, opened by a button. Not modal: the page stays scrollable behind it. */
export function Menu({
  trigger,
  align = 'end',
  children,
}: {
  trigger: ReactNode
  align?: 'start' | 'end'
  children: ReactNode
}) {
  const container = usePortal()
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal container={container}>
        <Radix.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="floating rising z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-52 overflow-y-auto p-1"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

type ItemProps = {
  icon?: ReactNode
  keys?: string
  danger?: boolean
  /** Why it cannot be chosen now; shown under its name. */
  disabledBecause?: string | false | undefined
  onSelect: () => void
  children: ReactNode
}

export function MenuItem({
  icon,
  keys,
  danger = false,
  disabledBecause,
  onSelect,
  children,
}: ItemProps) {
  return (
    <Radix.Item
      disabled={Boolean(disabledBecause)}
      onSelect={onSelect}
      className={cn(
        ITEM,
        danger && 'text-bad-text data-highlighted:bg-bad-wash [&_svg]:text-bad-text',
      )}
    >
      {icon}
      <span className="flex-1">
        {children}
        {disabledBecause && (
          <span className="block max-w-56 text-xs text-faint">{disabledBecause}</span>
        )}
      </span>
      {keys && <Kbd>{keys}</Kbd>}
    </Radix.Item>
  )
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return (
    <Radix.Label className="px-2 pt-1.5 pb-1 text-xs font-medium text-soft">{children}</Radix.Label>
  )
}

export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />
}

/** Something that is on or off; the menu stays open so that several can be set. */
export function MenuCheck({
  checked,
  onChange,
  children,
}: {
  checked: boolean
  onChange: (checked: boolean) => void
  children: ReactNode
}) {
  return (
    <Radix.CheckboxItem
      checked={checked}
      onCheckedChange={onChange}
      onSelect={(event) => event.preventDefault()}
      className={cn(ITEM, 'pl-8')}
    >
      <Radix.ItemIndicator className="absolute left-2">
        <Check aria-hidden="true" className="text-accent-text" />
      </Radix.ItemIndicator>
      {children}
    </Radix.CheckboxItem>
  )
}

/** One of a few. */
export function MenuChoice<V extends string>({
  value,
  onChange,
  options,
}: {
  value: V
  onChange: (value: V) => void
  options: readonly { value: V; label: string }[]
}) {
  return (
    <Radix.RadioGroup
      value={value}
      onValueChange={(next) => {
        const chosen = options.find((option) => option.value === next)
        if (chosen) onChange(chosen.value)
      }}
    >
      {options.map((option) => (
        <Radix.RadioItem
          key={option.value}
          value={option.value}
          onSelect={(event) => event.preventDefault()}
          className={cn(ITEM, 'pl-8')}
        >
          <Radix.ItemIndicator className="absolute left-2">
            <Check aria-hidden="true" className="text-accent-text" />
          </Radix.ItemIndicator>
          {option.label}
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  )
}
