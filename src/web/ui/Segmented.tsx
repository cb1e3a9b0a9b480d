import { ToggleGroup } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from '#web/ui/cn.ts'

type Props<V extends string> = {
  label: string
  value: V
  onChange: (value: V) => void
  options: readonly { value: V; label: string; icon?: ReactNode }[]
  /** Only pictures; the words are read out. */
  iconsOnly?: boolean
}

/** One of two to five ways to look at the same thing. */
export function Segmented<V extends string>({
  label,
  value,
  onChange,
  options,
  iconsOnly = false,
}: Props<V>) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        const chosen = options.find((option) => option.value === next)
        if (chosen) onChange(chosen.value)
      }}
      className="inline-flex rounded-md border bg-sunken p-0.5"
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          aria-label={iconsOnly ? option.label : undefined}
          title={iconsOnly ? option.label : undefined}
          className={cn(
            'inline-flex h-7 items-center justify-center gap-1.5 rounded-[5px] border border-transparent text-sm font-medium text-soft hover:text-ink data-[state=on]:border-line data-[state=on]:bg-raised data-[state=on]:text-ink data-[state=on]:shadow-sm pointer-coarse:h-9 [&_svg]:size-4',
            iconsOnly ? 'w-8' : 'px-2.5',
          )}
        >
          {option.icon}
          {!iconsOnly && option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}
