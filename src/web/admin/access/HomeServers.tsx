import { Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { changeHomeServer, removeHomeServer, type HomeServer } from '#modules/access/contract.ts'
import { HomeState } from '#web/admin/access/HomeState.tsx'
import { useMutate } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Confirm } from '#web/ui/Confirm.tsx'
import { formatCount } from '#web/ui/format.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { toast } from '#web/ui/toast.ts'
import { RelativeTime } from '#web/ui/values.tsx'

type Props = { items: readonly HomeServer[]; onEdit: (server: HomeServer) => void }

/** Servers of other providers, and how they answer. */
export function HomeServers({ items, onEdit }: Props) {
  const t = useText()
  if (items.length === 0) return <p className="p-5 text-soft">{t('access.realms.noServers')}</p>
  return (
    <ul aria-label={t('access.realms.servers')} className="divide-y">
      {items.map((server) => (
        <OneServer key={server.id} server={server} onEdit={() => onEdit(server)} />
      ))}
    </ul>
  )
}

function OneServer({ server, onEdit }: { server: HomeServer; onEdit: () => void }) {
  const t = useText()
  const mayNot = useMayNot()
  const remove = useMutate(removeHomeServer)
  const [removing, setRemoving] = useState(false)
  const [realm] = server.realms
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-2 px-5 py-3">
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-medium">{server.name}</p>
        <p className="text-sm text-soft">
          <span className="font-mono">{server.address}</span> ·{' '}
          <span className="tnum">
            {server.transport === 'radsec'
              ? `RadSec ${server.authPort}`
              : `${server.authPort}, ${server.acctPort}`}
          </span>
        </p>
      </div>
      <div className="basis-44">
        <HomeState of={server.state} />
        <p className="text-sm text-soft">
          <Since of={server} />
        </p>
      </div>
      <Answers of={server} />
      <p className="ml-auto flex gap-1">
        <IconButton
          size="sm"
          label={t('access.realms.editServer')}
          disabledBecause={mayNot(changeHomeServer)}
          onClick={onEdit}
        >
          <Pencil />
        </IconButton>
        <IconButton
          size="sm"
          label={t('access.realms.removeServer')}
          disabledBecause={
            realm === undefined ? mayNot(removeHomeServer) : t('access.realms.inUse', { realm })
          }
          onClick={() => setRemoving(true)}
        >
          <Trash2 />
        </IconButton>
      </p>
      <Confirm
        open={removing}
        onClose={() => setRemoving(false)}
        title={t('access.realms.removeTitle', { name: server.name })}
        action={t('access.realms.removeServer')}
        run={async () => {
          await remove.mutateAsync({ serverId: server.id, version: server.version })
          toast.good(t('access.realms.removed', { name: server.name }))
        }}
      >
        {t('access.realms.removeServerBody')}
      </Confirm>
    </li>
  )
}

function Since({ of: { state, silentSince, answeredAt } }: { of: HomeServer }) {
  const t = useText()
  if (state === 'silent' && silentSince !== null)
    return (
      <>
        {t('access.realms.silentSince')} <RelativeTime at={silentSince} />
      </>
    )
  if (answeredAt === null) return t('access.realms.neverAnswered')
  return (
    <>
      {t('access.realms.answered')} <RelativeTime at={answeredAt} />
    </>
  )
}

function Answers({ of: { asked, answered, took_ms } }: { of: HomeServer }) {
  const t = useText()
  const language = useLanguage()
  if (asked === 0) return <p className="basis-44" />
  return (
    <p className="basis-44 text-sm text-soft">
      <span className="tnum text-ink">
        {t('access.realms.ofAsked', {
          answered: formatCount(answered, language),
          asked: formatCount(asked, language),
        })}
      </span>
      {took_ms !== null && (
        <span className="tnum block">{t('access.realms.took', { took_ms })}</span>
      )}
    </p>
  )
}
