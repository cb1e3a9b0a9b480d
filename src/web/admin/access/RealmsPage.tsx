import { Globe, Plus } from 'lucide-react'
import { useState } from 'react'
import {
  addHomeServer,
  addRealm,
  listRealms,
  type HomeServer,
  type Realm,
} from '#modules/access/contract.ts'
import { HomeServerDialog } from '#web/admin/access/HomeServerDialog.tsx'
import { HomeServers } from '#web/admin/access/HomeServers.tsx'
import { RadiusTabs } from '#web/admin/access/RadiusTabs.tsx'
import { RealmDialog } from '#web/admin/access/RealmDialog.tsx'
import { Realms } from '#web/admin/access/Realms.tsx'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'

type Open = { what: 'server'; server?: HomeServer } | { what: 'realm'; realm?: Realm }
/** Whether a server answers is looked at while people look. */
const AGAIN_MS = 3_000

/** Names of other providers: who answers for them, and whether they do. */
export function RealmsPage() {
  const t = useText()
  const mayNot = useMayNot()
  const [open, setOpen] = useState<Open>()
  const found = useCall(listRealms, {}, { refetchInterval: AGAIN_MS })
  const close = () => setOpen(undefined)
  const hasServers = (found.data?.servers.length ?? 0) > 0
  return (
    <Page
      title={t('access.radius.title')}
      lead={t('access.realms.lead')}
      tabs={<RadiusTabs here={paths.radius('realms')} />}
      actions={
        <>
          <Button
            icon={<Plus />}
            look={hasServers ? 'plain' : 'primary'}
            onClick={() => setOpen({ what: 'server' })}
            disabledBecause={mayNot(addHomeServer)}
          >
            {t('access.realms.addServer')}
          </Button>
          <Button
            icon={<Plus />}
            look={hasServers ? 'primary' : 'plain'}
            onClick={() => setOpen({ what: 'realm' })}
            disabledBecause={mayNot(addRealm)}
          >
            {t('access.realms.add')}
          </Button>
        </>
      }
    >
      <Loaded of={found}>
        {({ realms, servers }) =>
          realms.length + servers.length === 0 ? (
            <div className="rounded-lg border border-dashed bg-surface">
              <EmptyState icon={Globe} title={t('access.realms.emptyTitle')}>
                {t('access.realms.emptyBody')}
              </EmptyState>
            </div>
          ) : (
            <div className="grid items-start gap-6">
              <Card title={t('access.realms.realms')} hint={t('access.realms.realmsHint')} flush>
                <Realms items={realms} onEdit={(realm) => setOpen({ what: 'realm', realm })} />
              </Card>
              <Card title={t('access.realms.servers')} hint={t('access.realms.serversHint')} flush>
                <HomeServers
                  items={servers}
                  onEdit={(server) => setOpen({ what: 'server', server })}
                />
              </Card>
            </div>
          )
        }
      </Loaded>
      {open?.what === 'server' && <HomeServerDialog server={open.server} onClose={close} />}
      {open?.what === 'realm' && (
        <RealmDialog realm={open.realm} servers={found.data?.servers ?? []} onClose={close} />
      )}
    </Page>
  )
}
