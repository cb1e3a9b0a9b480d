import { ArrowRight } from 'lucide-react'
import { changeRealm, removeRealm, type Realm } from '#modules/access/contract.ts'
import { HomeState } from '#web/admin/access/HomeState.tsx'
import { RowWithDeeds } from '#web/admin/access/RowWithDeeds.tsx'
import { useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { toast } from '#web/ui/toast.ts'
import { Rate } from '#web/ui/values.tsx'

type Props = { items: readonly Realm[]; onEdit: (realm: Realm) => void }

/** Realms with who is asked for them, in that order. */
export function Realms({ items, onEdit }: Props) {
  const t = useText()
  if (items.length === 0) return <p className="p-5 text-soft">{t('access.realms.noRealms')}</p>
  return (
    <ul aria-label={t('access.realms.realms')} className="divide-y">
      {items.map((realm) => (
        <OneRealm key={realm.id} realm={realm} onEdit={() => onEdit(realm)} />
      ))}
    </ul>
  )
}

function OneRealm({ realm, onEdit }: { realm: Realm; onEdit: () => void }) {
  const t = useText()
  const mayNot = useMayNot()
  const remove = useMutate(removeRealm)
  const isOurs = realm.servers.length === 0
  return (
    <RowWithDeeds
      edit={{ label: t('access.realms.edit'), disabledBecause: mayNot(changeRealm), run: onEdit }}
      remove={{
        label: t('access.realms.remove'),
        disabledBecause: mayNot(removeRealm),
        title: t('access.realms.removeTitle', { name: realm.realm }),
        body: t('access.realms.removeBody'),
        run: async () => {
          await remove.mutateAsync({ realmId: realm.id, version: realm.version })
          toast.good(t('access.realms.removed', { name: realm.realm }))
        },
      }}
    >
      <div className="min-w-0 flex-1 basis-72">
        <p className="font-mono font-medium break-all">
          {realm.realm === '*' ? t('access.realms.any') : `@${realm.realm}`}
        </p>
        <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
          {isOurs ? (
            <Badge>{t('access.realms.ours')}</Badge>
          ) : (
            realm.servers.map((server, turn) => (
              <span key={server.id} className="inline-flex items-center gap-2">
                {turn > 0 && (
                  <ArrowRight
                    aria-label={t('access.realms.passedTo')}
                    className="size-3.5 text-faint"
                  />
                )}
                <span>{server.name}</span>
                <HomeState of={server.state} />
              </span>
            ))
          )}
        </p>
      </div>
      {!isOurs && (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-soft">
          <span>{t(`access.realms.accountingOf.${realm.accounting}`)}</span>
          {realm.guestRate ? (
            <Rate of={realm.guestRate} />
          ) : (
            <span>{t(`access.realms.passesOf.${realm.passes}`)}</span>
          )}
        </p>
      )}
    </RowWithDeeds>
  )
}
