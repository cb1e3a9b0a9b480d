import { useParams } from '@tanstack/react-router'
import { Archive, ArchiveRestore, Pencil } from 'lucide-react'
import { useState } from 'react'
import { archiveNas, changeNas, readNas, restoreNas, type Nas } from '#modules/network/contract.ts'
import { readLook } from '#modules/access/contract.ts'
import { RouterLook } from '#web/admin/access/RouterLook.tsx'
import { ChangeRouter } from '#web/admin/network/ChangeRouter.tsx'
import { Crowd } from '#web/admin/network/Crowd.tsx'
import { RouterHealth } from '#web/admin/network/RouterHealth.tsx'
import { RouterSecret } from '#web/admin/network/RouterSecret.tsx'
import { RouterTlsKey } from '#web/admin/network/RouterTlsKey.tsx'
import { RouterTest } from '#web/admin/network/RouterTest.tsx'
import { SetUpCard } from '#web/admin/network/SetUpCard.tsx'
import { useCall, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useCan, useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { Link } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded, toastProblem } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { toast } from '#web/ui/toast.ts'
import { DateTime, RelativeTime } from '#web/ui/values.tsx'

export function RouterPage() {
  const { nasId = '' } = useParams({ strict: false })
  const nas = useCall(readNas, { nasId })
  return (
    <Loaded of={nas} skeleton={<PageSkeleton />}>
      {(loaded) => <OneRouter nas={loaded} />}
    </Loaded>
  )
}

function OneRouter({ nas }: { nas: Nas }) {
  const t = useText()
  const [open, setOpen] = useState<'change' | 'archive'>()
  const archive = useMutate(archiveNas)
  const restore = useMutate(restoreNas)
  const refused = useMayNot()(changeNas, nas.siteId)
  const can = useCan()
  const close = () => setOpen(undefined)

  async function bringBack() {
    try {
      await restore.mutateAsync({ nasId: nas.id, version: nas.version })
      toast.good(t('network.router.restored', { name: nas.name }))
    } catch (error) {
      toastProblem(error, t)
    }
  }

  async function putAway() {
    await archive.mutateAsync({ nasId: nas.id, version: nas.version })
    toast.good(t('network.router.archivedDone', { name: nas.name }))
  }

  const isInService = nas.state === 'in-service'
  return (
    <Page
      title={nas.name}
      mark={
        <>
          <RouterHealth of={nas.health} />
          {!isInService && <Badge tone="warn">{t('network.routers.archived')}</Badge>}
        </>
      }
      crumbs={[{ label: t('network.routers.title'), to: paths.routers() }]}
      actions={
        isInService ? (
          <>
            <Button icon={<Pencil />} onClick={() => setOpen('change')} disabledBecause={refused}>
              {t('network.router.edit')}
            </Button>
            <Button
              look="danger-quiet"
              icon={<Archive />}
              onClick={() => setOpen('archive')}
              disabledBecause={refused}
            >
              {t('network.router.archive')}
            </Button>
          </>
        ) : (
          <Button
            look="primary"
            icon={<ArchiveRestore />}
            busy={restore.isPending}
            onClick={() => void bringBack()}
            disabledBecause={refused}
          >
            {t('network.router.restore')}
          </Button>
        )
      }
    >
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <div className="grid gap-6">
          <Reached nas={nas} />
          {nas.notes && (
            <Card title={t('network.notes')}>
              <p className="break-words whitespace-pre-wrap">{nas.notes}</p>
            </Card>
          )}
        </div>
        <div className="grid gap-6">
          <Heard nas={nas} />
          {isInService && <RouterTest nas={nas} />}
          {isInService && nas.apiLoginName !== null && can(readLook, nas.siteId) && (
            <RouterLook nasId={nas.id} />
          )}
          {isInService && <RouterSecret nas={nas} />}
          {isInService && <RouterTlsKey nas={nas} />}
        </div>
        {isInService && <SetUpCard nas={nas} />}
      </div>
      {open === 'change' && <ChangeRouter nas={nas} onClose={close} />}
      <Confirm
        open={open === 'archive'}
        onClose={close}
        danger
        title={t('network.router.archiveTitle', { name: nas.name })}
        action={t('network.router.archive')}
        run={putAway}
      >
        {t('network.router.archiveBody')}
      </Confirm>
    </Page>
  )
}

function Reached({ nas }: { nas: Nas }) {
  const t = useText()
  const mono = (text: string | null) =>
    text === null ? '–' : <span className="font-mono text-sm break-all">{text}</span>
  return (
    <Card title={t('network.router.details')}>
      <Facts
        facts={[
          {
            label: t('network.routers.site'),
            value: <Link to={paths.site(nas.siteId)}>{nas.siteName}</Link>,
          },
          {
            label: t('network.routers.address'),
            value: mono(nas.address),
            ...(nas.address !== null && { copy: nas.address }),
          },
          ...(nas.tunnel === 'none'
            ? []
            : [
                {
                  label: t('network.routers.tunnel'),
                  value: t(`network.routers.tunnelOf.${nas.tunnel}`),
                },
                { label: t('network.router.tunnelAddress'), value: mono(nas.tunnelAddress) },
              ]),
          ...(nas.tunnelPublicKey === null
            ? []
            : [
                {
                  label: t('network.router.tunnelKey'),
                  value: mono(nas.tunnelPublicKey),
                  copy: nas.tunnelPublicKey,
                },
              ]),
          {
            label: t('network.routers.profile'),
            value: <Link to={paths.routerProfile(nas.profile)}>{nas.profileName}</Link>,
          },
          {
            label: t('network.routers.coaWay'),
            value: `${t(`network.routers.coaWayOf.${nas.coaWay}`)} · ${nas.coaPort}`,
          },
          {
            label: t('network.routers.messageAuthenticator'),
            value: t(`network.routers.messageAuthenticatorOf.${nas.messageAuthenticator}`),
          },
          ...(nas.routerOs === null
            ? []
            : [{ label: t('network.routers.routerOs'), value: String(nas.routerOs) }]),
          ...(nas.apiLoginName === null
            ? []
            : [
                {
                  label: t('network.routers.api'),
                  value: `${nas.apiLoginName} · ${nas.apiPort ?? '–'}`,
                },
              ]),
          ...(nas.sessionsMax === null
            ? []
            : [{ label: t('network.routers.sessionsMax'), value: String(nas.sessionsMax) }]),
          ...(nas.swapOctets ? [{ label: t('network.routers.swapOctets'), value: '✓' }] : []),
        ]}
      />
    </Card>
  )
}

function Heard({ nas }: { nas: Nas }) {
  const t = useText()
  const when = (at: string | null) => (at === null ? t('common.never') : <RelativeTime at={at} />)
  const { heard } = nas
  return (
    <Card title={t('network.router.heard')} hint={t('network.router.heardHint')}>
      <Facts
        facts={[
          { label: t('network.router.authorized'), value: when(heard.authorizedAt) },
          { label: t('network.router.accounted'), value: when(heard.accountedAt) },
          { label: t('network.router.confirmed'), value: when(heard.confirmedAt) },
          {
            label: t('network.router.signed'),
            value:
              nas.signedAt === null ? (
                t('network.router.notSigned')
              ) : (
                <DateTime at={nas.signedAt} />
              ),
          },
          {
            label: t('network.routers.sessions'),
            value: <Crowd of={nas} />,
          },
          ...(heard.software === null
            ? []
            : [{ label: t('network.router.software'), value: heard.software }]),
          ...(heard.trouble === null
            ? []
            : [
                {
                  label: t('network.router.trouble'),
                  value: (
                    <>
                      {heard.trouble}{' '}
                      {heard.troubleAt !== null && <RelativeTime at={heard.troubleAt} />}
                    </>
                  ),
                },
              ]),
        ]}
      />
    </Card>
  )
}
