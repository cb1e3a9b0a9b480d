import { useRef, useState, useSyncExternalStore } from 'react'
import { navItems } from '#web/admin/all-ways.ts'
import { useText } from '#web/i18n/index.ts'
import { useCan } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Kbd } from '#web/ui/Kbd.tsx'
import { useGo } from '#web/ui/Link.tsx'
import { isPlainKey, MOD, useKeys } from '#web/ui/keys.ts'

let helpIsOpen = false
const listeners = new Set<() => void>()
function setHelp(open: boolean): void {
  helpIsOpen = open
  for (const listener of listeners) listener()
}
export function openShortcutHelp(): void {
  setHelp(true)
}

const CHORD_MS = 1200

/** Keys that work on every page, and the list of them behind `?`. */
export function Shortcuts({
  onPalette,
  onCollapse,
}: {
  onPalette: () => void
  onCollapse: () => void
}) {
  const can = useCan()
  const go = useGo()
  const chord = useRef(0)
  const [pressed, setPressed] = useState(false)
  useKeys((event) => {
    if (event.key.toLowerCase() === 'k' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault()
      onPalette()
      return
    }
    if (!isPlainKey(event)) return
    if (pressed) {
      const item = navItems.find(
        (each) => each.key === event.key && (!each.permission || can(each.permission)),
      )
      setPressed(false)
      if (item) {
        event.preventDefault()
        go(item.to)
      }
      return
    }
    if (event.key === '?') setHelp(true)
    else if (event.key === '[') onCollapse()
    else if (event.key === 'g') {
      setPressed(true)
      window.clearTimeout(chord.current)
      chord.current = window.setTimeout(() => setPressed(false), CHORD_MS)
    }
  })
  return <Help />
}

function Help() {
  const t = useText()
  const can = useCan()
  const open = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => helpIsOpen,
  )
  const go = navItems.filter((item) => item.key && (!item.permission || can(item.permission)))
  return (
    <Dialog open={open} onClose={() => setHelp(false)} title={t('shell.keys.title')} size="md">
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        <Keys
          title={t('shell.keys.everywhere')}
          keys={[
            [[MOD, 'K'], t('shell.keys.palette')],
            [['?'], t('shell.keys.help')],
            [['['], t('shell.keys.collapse')],
          ]}
        />
        <Keys
          title={t('shell.keys.inTables')}
          keys={[
            [['/'], t('shell.keys.searchTable')],
            [['j'], t('shell.keys.down')],
            [['k'], t('shell.keys.up')],
            [['Enter'], t('shell.keys.open')],
            [['x'], t('shell.keys.select')],
          ]}
        />
        {go.length > 0 && (
          <Keys
            title={t('shell.keys.goTo')}
            keys={go.map((item) => [['g', item.key ?? ''], t(item.label)])}
          />
        )}
      </div>
    </Dialog>
  )
}

function Keys({ title, keys }: { title: string; keys: [string[], string][] }) {
  return (
    <section>
      <h3 className="mb-1.5 text-sm font-medium text-soft">{title}</h3>
      <dl className="grid gap-1">
        {keys.map(([press, does]) => (
          <div key={does} className="flex items-center justify-between gap-4">
            <dt className="order-2 flex gap-1">
              {press.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
