import { Command } from 'cmdk'
import { CornerDownLeft } from 'lucide-react'
import { useEffect, useState } from 'react'
import { actions, navItems } from '#web/admin/all-ways.ts'
import { useFound } from '#web/admin/shell/search.ts'
import { useText } from '#web/i18n/index.ts'
import { useCan } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { useGo } from '#web/ui/Link.tsx'
import { Kbd } from '#web/ui/Kbd.tsx'
import { Spinner } from '#web/ui/Spinner.tsx'

const GROUP =
  'px-1.5 pb-1.5 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2.5 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-soft'
const ITEM =
  'flex min-h-10 cursor-default items-center gap-3 rounded-md px-2.5 data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:text-soft'

/** ⌘K: every page and every action that one may use, and what the rooms find by name. */
export function Palette({ onClose }: { onClose: () => void }) {
  const t = useText()
  const can = useCan()
  const go = useGo()
  const [query, setQuery] = useState('')
  const { found, searching } = useFound(query)
  const [chosen, setChosen] = useState('')
  // What was looked up comes after the typing, when nothing may be chosen any more: Enter must still go somewhere.
  const first = found[0]?.to
  useEffect(() => {
    if (chosen === '' && first !== undefined) setChosen(`found ${first}`)
  }, [chosen, first])

  function choose(to: string) {
    onClose()
    go(to)
  }

  const pages = navItems.filter((item) => !item.permission || can(item.permission))
  const doable = actions.filter((action) => !action.permission || can(action.permission))
  return (
    <Dialog open onClose={onClose} title={t('shell.palette.title')} shape="bare">
      <Command label={t('shell.palette.title')} value={chosen} onValueChange={setChosen} loop>
        <div className="flex items-center gap-3 border-b px-4">
          <Command.Input
            autoFocus
            value={query}
            onValueChange={setQuery}
            placeholder={t('shell.palette.placeholder')}
            className="h-13 min-w-0 flex-1 bg-transparent text-lg outline-none"
          />
          {searching ? <Spinner className="text-faint" /> : <Kbd>Esc</Kbd>}
        </div>
        <Command.List className="max-h-[min(24rem,60dvh)] overflow-y-auto overscroll-contain">
          <Command.Empty className="px-4 py-8 text-center text-soft">
            {searching ? t('shell.palette.searching') : t('shell.palette.nothing', { query })}
          </Command.Empty>
          {found.length > 0 && (
            <Command.Group heading={t('shell.palette.found')} className={GROUP} forceMount>
              {found.map((item) => (
                <Command.Item
                  key={item.to}
                  value={`found ${item.to}`}
                  forceMount
                  onSelect={() => choose(item.to)}
                  className={ITEM}
                >
                  <item.icon aria-hidden="true" />
                  <span className="min-w-0 flex-1 truncate">{item.title}</span>
                  {item.detail && <span className="truncate text-sm text-soft">{item.detail}</span>}
                </Command.Item>
              ))}
            </Command.Group>
          )}
          <Command.Group heading={t('shell.palette.goTo')} className={GROUP}>
            {pages.map((item) => (
              <Command.Item
                key={item.to}
                value={t(item.label)}
                onSelect={() => choose(item.to)}
                className={ITEM}
              >
                <item.icon aria-hidden="true" />
                <span className="flex-1">{t(item.label)}</span>
                {item.key && (
                  <span aria-hidden="true" className="flex gap-1">
                    <Kbd>g</Kbd>
                    <Kbd>{item.key}</Kbd>
                  </span>
                )}
              </Command.Item>
            ))}
          </Command.Group>
          {doable.length > 0 && (
            <Command.Group heading={t('shell.palette.do')} className={GROUP}>
              {doable.map((action) => (
                <Command.Item
                  key={action.to}
                  value={t(action.label)}
                  onSelect={() => choose(action.to)}
                  className={ITEM}
                >
                  <action.icon aria-hidden="true" />
                  <span className="flex-1">{t(action.label)}</span>
                  <CornerDownLeft
                    aria-hidden="true"
                    className="opacity-0 [[data-selected=true]_&]:opacity-100"
                  />
                </Command.Item>
              ))}
            </Command.Group>
          )}
        </Command.List>
      </Command>
    </Dialog>
  )
}
