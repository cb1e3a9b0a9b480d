import { useLocation } from '@tanstack/react-router'
import { PanelLeftClose, PanelLeftOpen, X } from 'lucide-react'
import { navItems } from '#web/admin/all-ways.ts'
import { AREAS, type NavItem } from '#web/admin/screens.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useBrand, useCan } from '#web/session.ts'
import { cn } from '#web/ui/cn.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { Anchor } from '#web/ui/Link.tsx'
import { Mark } from '#web/ui/Mark.tsx'
import { Tooltip } from '#web/ui/Tooltip.tsx'

type Props = {
  collapsed: boolean
  onCollapse: () => void
  drawerOpen: boolean
  onDrawer: (open: boolean) => void
}

/** The areas one may read, at the left; a drawer on the phone. */
export function Navigation({ collapsed, onCollapse, drawerOpen, onDrawer }: Props) {
  const t = useText()
  return (
    <>
      <div
        className={cn(
          'sticky top-0 hidden h-dvh flex-col border-r bg-sunken lg:flex',
          collapsed ? 'w-15' : 'w-60',
        )}
      >
        <Head collapsed={collapsed} />
        <Areas collapsed={collapsed} />
        <div className={cn('border-t p-2', collapsed && 'grid justify-center')}>
          <IconButton
            size="sm"
            side="right"
            label={collapsed ? t('shell.expand') : t('shell.collapse')}
            keys="["
            onClick={onCollapse}
          >
            {collapsed ? <PanelLeftOpen /> : <PanelLeftClose />}
          </IconButton>
        </div>
      </div>
      <Dialog
        open={drawerOpen}
        onClose={() => onDrawer(false)}
        title={t('shell.navigation')}
        shape="drawer"
      >
        <div className="flex items-center pr-2">
          <div className="min-w-0 flex-1">
            <Head collapsed={false} />
          </div>
          <IconButton label={t('shell.closeNavigation')} onClick={() => onDrawer(false)}>
            <X />
          </IconButton>
        </div>
        <Areas collapsed={false} />
      </Dialog>
    </>
  )
}

function Head({ collapsed }: { collapsed: boolean }) {
  const brand = useBrand()
  const t = useText()
  return (
    <Anchor
      to={paths.home()}
      className={cn(
        'm-2 flex h-10 items-center gap-2.5 rounded-md px-2 hover:bg-hover',
        collapsed && 'justify-center px-0',
      )}
    >
      <Mark className="size-6.5" />
      {collapsed ? (
        <span className="sr-only">{t('shell.home')}</span>
      ) : (
        <span className="grid min-w-0 leading-tight">
          <span className="truncate font-semibold tracking-[-0.01em]">
            {brand?.name ?? t('shell.product')}
          </span>
        </span>
      )}
    </Anchor>
  )
}

function Areas({ collapsed }: { collapsed: boolean }) {
  const t = useText()
  const can = useCan()
  const here = useLocation({ select: (location) => location.pathname })
  const mine = navItems.filter((item) => !item.permission || can(item.permission))
  const current = mine
    .filter((item) => here === item.to || (item.to !== '/' && here.startsWith(`${item.to}/`)))
    .toSorted((a, b) => b.to.length - a.to.length)[0]
  return (
    <nav aria-label={t('shell.navigation')} className="flex-1 overflow-y-auto px-2 pb-4">
      {AREAS.map((area) => {
        const items = mine.filter((item) => item.area === area)
        if (items.length === 0) return null
        return (
          <section key={area} className="mt-4 first:mt-1">
            {area !== 'home' &&
              (collapsed ? (
                <hr className="mx-2 mb-2" aria-hidden="true" />
              ) : (
                <h2 className="mb-1 px-2 text-xs font-medium text-soft">
                  {t(`shell.areas.${area}`)}
                </h2>
              ))}
            <ul className="grid gap-px">
              {items.map((item) => (
                <li key={item.to}>
                  <Entry item={item} here={item === current} collapsed={collapsed} />
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </nav>
  )
}

function Entry({ item, here, collapsed }: { item: NavItem; here: boolean; collapsed: boolean }) {
  const label = useText()(item.label)
  const Icon = item.icon
  const link = (
    <Anchor
      to={item.to}
      aria-current={here ? 'page' : undefined}
      className={cn(
        'flex h-8 items-center gap-2.5 rounded-md px-2 font-medium transition-colors pointer-coarse:h-11',
        here
          ? 'bg-raised text-ink shadow-sm ring-1 ring-line'
          : 'text-soft hover:bg-hover hover:text-ink',
        collapsed && 'justify-center px-0',
      )}
    >
      <Icon
        aria-hidden="true"
        className={cn('size-4.5 shrink-0', here && 'text-accent-text')}
        strokeWidth={1.75}
      />
      <span className={collapsed ? 'sr-only' : 'truncate'}>{label}</span>
    </Anchor>
  )
  return collapsed ? (
    <Tooltip text={label} side="right">
      {link}
    </Tooltip>
  ) : (
    link
  )
}
