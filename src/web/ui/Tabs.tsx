import { Tabs as Radix } from 'radix-ui'
import { useLayoutEffect, useRef, type ReactNode } from 'react'
import { cn } from '#web/ui/cn.ts'
import { Anchor } from '#web/ui/Link.tsx'

export type Tab<V extends string = string> = { value: V; label: string; count?: number }

const LOOK =
  'inline-flex h-10 items-center gap-1.5 border-b-2 border-transparent px-0.5 font-medium whitespace-nowrap text-soft transition-colors hover:text-ink'
const HERE = 'border-accent text-ink'

/** Parts of one page, only one shown. For parts with an address of their own use `TabLinks`. */
export function Tabs<V extends string>({
  value,
  onChange,
  tabs,
  label,
  children,
}: {
  value: V
  onChange: (value: V) => void
  tabs: readonly Tab<V>[]
  label: string
  children: ReactNode
}) {
  return (
    <Radix.Root
      value={value}
      onValueChange={(next) => {
        const chosen = tabs.find((tab) => tab.value === next)
        if (chosen) onChange(chosen.value)
      }}
    >
      <Radix.List aria-label={label} className="flex gap-5 overflow-x-auto border-b">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className={cn(LOOK, 'data-[state=active]:border-accent data-[state=active]:text-ink')}
          >
            {tab.label}
            <Count of={tab} />
          </Radix.Trigger>
        ))}
      </Radix.List>
      {children}
    </Radix.Root>
  )
}

export function TabPanel({ value, children }: { value: string; children: ReactNode }) {
  return (
    <Radix.Content value={value} className="pt-5">
      {children}
    </Radix.Content>
  )
}

/** Tabs that are links, for `Page`'s `tabs`: each part has its own address. */
export function TabLinks({
  label,
  here,
  tabs,
}: {
  label: string
  here: string
  tabs: readonly { to: string; label: string; count?: number }[]
}) {
  const ref = useRef<HTMLElement>(null)
  // On a phone the part that is shown may be the last of many.
  useLayoutEffect(() => {
    const shown = ref.current?.querySelector('[aria-current]')
    shown?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [here])
  return (
    <nav ref={ref} aria-label={label} className="flex gap-5 overflow-x-auto">
      {tabs.map((tab) => (
        <Anchor
          key={tab.to}
          to={tab.to}
          aria-current={tab.to === here ? 'page' : undefined}
          className={cn(LOOK, tab.to === here && HERE)}
        >
          {tab.label}
          <Count of={tab} />
        </Anchor>
      ))}
    </nav>
  )
}

function Count({ of }: { of: { count?: number } }) {
  if (of.count === undefined) return null
  return (
    <span className="tnum rounded-full bg-sunken px-1.5 text-xs leading-5 text-soft">
      {of.count}
    </span>
  )
}
