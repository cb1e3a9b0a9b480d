import { changeHomeServer, removeHomeServer, type HomeServer } from '#modules/access/contract.ts'
import { HomeState } from '#web/admin/access/HomeState.tsx'
import { RowWithDeeds } from '#web/admin/access/RowWithDeeds.tsx'
import { useMutate } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { formatCount } from '#web/ui/format.ts'
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
  const [realm] = server.realms
  return (
    <RowWithDeeds
      edit={{
        label: t('access.realms.editServer'),
        disabledBecause: mayNot(changeHomeServer),
        run: onEdit,
      }}
      remove={{
        label: t('access.realms.removeServer'),
        disabledBecause:
          realm === undefined ? mayNot(removeHomeServer) : t('access.realms.inUse', { realm }),
        title: t('access.realms.removeTitle', { name: server.name }),
        body: t('access.realms.removeServerBody'),
        run: async () => {
          await remove.mutateAsync({ serverId: server.id, version: server.version })
          toast.good(t('access.realms.removed', { name: server.name }))
        },
      }}
    >
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
    </RowWithDeeds>
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
