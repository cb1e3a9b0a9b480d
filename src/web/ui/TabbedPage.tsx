import type { ReactNode } from 'react'
import { Page } from '#web/ui/Page.tsx'
import { TabLinks } from '#web/ui/Tabs.tsx'

/** One of several wide pages under one title, each with its own address. */
export function TabbedPage({
  title,
  lead,
  parts,
  here,
  tabs,
  actions,
  children,
}: {
  title: string
  lead: string
  /** What the tabs are called together. */
  parts: string
  here: string
  tabs: readonly { to: string; label: string }[]
  actions?: ReactNode
  children: ReactNode
}) {
  return (
    <Page
      {...{ title, lead, actions }}
      width="wide"
      tabs={<TabLinks label={parts} here={here} tabs={tabs} />}
    >
      {children}
    </Page>
  )
}
