import { Cable, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import {
  addDevice,
  addLink,
  listDevices,
  listLinks,
  removeDevice,
  removeLink,
  type Device,
  type Link,
} from '#modules/network/contract.ts'
import { DeviceDialog } from '#web/admin/network/DeviceDialog.tsx'
import { LinkDialog } from '#web/admin/network/LinkDialog.tsx'
import { useCall, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { Skeleton } from '#web/ui/Skeleton.tsx'
import { toast } from '#web/ui/toast.ts'
import { Rate } from '#web/ui/values.tsx'
import { formatBps } from '#kernel/rate.ts'

type Open = { what: 'link'; link?: Link } | { what: 'device'; device?: Device }

/** How sites reach the internet, and what stands there. */
export function LinksPage() {
  const t = useText()
  const mayNot = useMayNot()
  const [open, setOpen] = useState<Open>()
  return (
    <Page
      title={t('network.links.title')}
      lead={t('network.links.lead')}
      width="wide"
      actions={
        <>
          <Button
            icon={<Plus />}
            onClick={() => setOpen({ what: 'device' })}
            disabledBecause={mayNot(addDevice)}
          >
            {t('network.links.addDevice')}
          </Button>
          <Button
            look="primary"
            icon={<Plus />}
            onClick={() => setOpen({ what: 'link' })}
            disabledBecause={mayNot(addLink)}
          >
            {t('network.links.add')}
          </Button>
        </>
      }
    >
      <div className="grid items-start gap-6 xl:grid-cols-2">
        <Uplinks onEdit={(link) => setOpen({ what: 'link', link })} />
        <Devices onEdit={(device) => setOpen({ what: 'device', device })} />
      </div>
      {open?.what === 'link' && <LinkDialog link={open.link} onClose={() => setOpen(undefined)} />}
      {open?.what === 'device' && (
        <DeviceDialog device={open.device} onClose={() => setOpen(undefined)} />
      )}
    </Page>
  )
}

function Uplinks({ onEdit }: { onEdit: (link: Link) => void }) {
  const t = useText()
  const links = useCall(listLinks, {})
  return (
    <Card title={t('network.links.uplinks')} hint={t('network.links.uplinksHint')}>
      <Loaded of={links} skeleton={<Skeleton className="h-40 w-full" />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={Cable} title={t('network.links.empty')}>
              {t('network.links.emptyHint')}
            </EmptyState>
          ) : (
            <ul className="grid">
              {treeOf(items).map(({ link, depth }) => (
                <OneLink key={link.id} link={link} depth={depth} onEdit={onEdit} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  )
}

/** Primary uplinks below those that they hang on; backups right behind the primary one of their site. */
function treeOf(links: readonly Link[]): { link: Link; depth: number }[] {
  const primary = links.filter(({ role }) => role === 'primary')
  const known = new Set(primary.map(({ siteId }) => siteId))
  const below = (siteId: string | null, depth: number): { link: Link; depth: number }[] =>
    primary
      .filter(({ towardsSiteId: up }) =>
        siteId === null ? up === null || !known.has(up) : up === siteId,
      )
      .flatMap((link) => [
        { link, depth },
        ...links
          .filter((other) => other.role === 'backup' && other.siteId === link.siteId)
          .map((other) => ({ link: other, depth: depth + 1 })),
        ...below(link.siteId, depth + 1),
      ])
  const drawn = below(null, 0)
  const seen = new Set(drawn.map(({ link }) => link.id))
  return [...drawn, ...links.filter(({ id }) => !seen.has(id)).map((link) => ({ link, depth: 0 }))]
}

type OneLinkProps = { link: Link; depth: number; onEdit: (link: Link) => void }

function OneLink({ link, depth, onEdit }: OneLinkProps) {
  const t = useText()
  const mayNot = useMayNot()
  const [removing, setRemoving] = useState(false)
  const remove = useMutate(removeLink)
  return (
    <li
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b py-2 last:border-b-0"
      style={{ paddingLeft: `${depth * 1.25}rem` }}
    >
      <span className="min-w-0 flex-1 basis-52">
        <span className="font-medium">{link.siteName}</span>
        <span className="text-soft"> → {link.towardsSiteName ?? link.provider}</span>
        <span className="block text-sm text-soft">
          {link.name} · {t(`network.links.mediumOf.${link.medium}`)}
        </span>
      </span>
      {link.role === 'backup' && <Badge>{t('network.links.roleOf.backup')}</Badge>}
      <Rate of={link.capacity} />
      <IconButton
        size="sm"
        label={t('network.links.edit')}
        disabledBecause={mayNot(addLink)}
        onClick={() => onEdit(link)}
      >
        <Pencil />
      </IconButton>
      <IconButton
        size="sm"
        label={t('network.links.remove')}
        disabledBecause={mayNot(removeLink)}
        onClick={() => setRemoving(true)}
      >
        <Trash2 />
      </IconButton>
      <Confirm
        open={removing}
        onClose={() => setRemoving(false)}
        title={t('network.links.removeTitle', { name: link.name })}
        action={t('network.links.remove')}
        run={async () => {
          await remove.mutateAsync({ linkId: link.id, version: link.version })
          toast.good(t('network.links.removed', { name: link.name }))
        }}
      >
        {t('network.links.removeBody')}
      </Confirm>
    </li>
  )
}

function Devices({ onEdit }: { onEdit: (device: Device) => void }) {
  const t = useText()
  const mayNot = useMayNot()
  const devices = useCall(listDevices, {})
  const [removing, setRemoving] = useState<Device>()
  const remove = useMutate(removeDevice)
  return (
    <Card title={t('network.links.devices')} hint={t('network.links.devicesHint')}>
      <Loaded of={devices} skeleton={<Skeleton className="h-40 w-full" />}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-soft">{t('network.links.noDevices')}</p>
          ) : (
            <ul className="grid">
              {items.map((device) => (
                <li
                  key={device.id}
                  className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b py-2 last:border-b-0"
                >
                  <span className="min-w-0 flex-1 basis-52">
                    <span className="font-medium">{device.name}</span>
                    <span className="block text-sm text-soft">
                      {[device.siteName, device.make, device.model].filter(Boolean).join(' · ')}
                    </span>
                  </span>
                  <Badge>{t(`network.links.kindOf.${device.kind}`)}</Badge>
                  {device.capacity_bps !== null && (
                    <span className="tnum">{formatBps(device.capacity_bps)}</span>
                  )}
                  <IconButton
                    size="sm"
                    label={t('network.links.editDevice')}
                    disabledBecause={mayNot(addDevice, device.siteId)}
                    onClick={() => onEdit(device)}
                  >
                    <Pencil />
                  </IconButton>
                  <IconButton
                    size="sm"
                    label={t('network.links.remove')}
                    disabledBecause={mayNot(removeDevice, device.siteId)}
                    onClick={() => setRemoving(device)}
                  >
                    <Trash2 />
                  </IconButton>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {removing && (
        <Confirm
          open
          onClose={() => setRemoving(undefined)}
          title={t('network.links.removeTitle', { name: removing.name })}
          action={t('network.links.remove')}
          run={async () => {
            await remove.mutateAsync({ deviceId: removing.id, version: removing.version })
            toast.good(t('network.links.removed', { name: removing.name }))
          }}
        >
          {removing.siteName}
        </Confirm>
      )}
    </Card>
  )
}
