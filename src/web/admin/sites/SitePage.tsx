import { listAudit } from '#platform/audit/contract.ts'
import { useParams } from '@tanstack/react-router'
import { Archive, ArchiveRestore, Pencil } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { formatPoint } from '#kernel/geo.ts'
import { archiveSite, readSite, restoreSite, type Site } from '#modules/organization/contract.ts'
import { ChangeSite } from '#web/admin/sites/ChangeSite.tsx'
import { useCall, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useCan, useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded, toastProblem } from '#web/ui/Problem.tsx'
import { PageSkeleton, Skeleton } from '#web/ui/Skeleton.tsx'
import { toast } from '#web/ui/toast.ts'
import { DateTime, Phone } from '#web/ui/values.tsx'
import { Link } from '#web/ui/Link.tsx'

const LazyMap = lazy(async () => ({ default: (await import('#web/ui/map/Map.tsx')).Map }))

export function SitePage() {
  const { siteId = '' } = useParams({ strict: false })
  const site = useCall(readSite, { siteId })
  return (
    <Loaded of={site} skeleton={<PageSkeleton />}>
      {(loaded) => <OneSite site={loaded} />}
    </Loaded>
  )
}

function OneSite({ site }: { site: Site }) {
  const t = useText()
  const can = useCan()
  const [open, setOpen] = useState<'change' | 'archive'>()
  const archive = useMutate(archiveSite)
  const restore = useMutate(restoreSite)
  const refused = useMayNot()(archiveSite, site.id)
  const close = () => setOpen(undefined)

  async function bringBack(version: number) {
    try {
      await restore.mutateAsync({ siteId: site.id, version })
      toast.good(t('organization.sites.restored', { name: site.name }))
    } catch (error) {
      toastProblem(error, t)
    }
  }

  async function putAway() {
    const archived = await archive.mutateAsync({ siteId: site.id, version: site.version })
    toast.good(t('organization.sites.archived', { name: site.name }), {
      action: { label: t('common.undo'), run: () => void bringBack(archived.version) },
    })
  }

  return (
    <Page
      title={site.name}
      mark={
        <>
          <Badge className="font-mono">{site.code}</Badge>
          {site.state === 'archived' && (
            <Badge tone="warn">{t('organization.sites.stateArchived')}</Badge>
          )}
        </>
      }
      crumbs={[{ label: t('organization.sites.title'), to: paths.sites() }]}
      actions={
        <>
          <Button icon={<Pencil />} onClick={() => setOpen('change')} disabledBecause={refused}>
            {t('organization.sites.edit')}
          </Button>
          {site.state === 'open' ? (
            <Button
              look="danger-quiet"
              icon={<Archive />}
              onClick={() => setOpen('archive')}
              disabledBecause={refused}
            >
              {t('organization.sites.archive')}
            </Button>
          ) : (
            <Button
              look="primary"
              icon={<ArchiveRestore />}
              busy={restore.isPending}
              onClick={() => void bringBack(site.version)}
              disabledBecause={refused}
            >
              {t('organization.sites.restore')}
            </Button>
          )}
        </>
      }
    >
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <SiteFacts site={site} />
        <div className="grid gap-6">
          <ContactCard site={site} />
          <Card title={t('organization.sites.notes')}>
            {site.notes ? (
              <p className="break-words whitespace-pre-wrap">{site.notes}</p>
            ) : (
              <p className="text-soft">{t('organization.sites.noNotes')}</p>
            )}
          </Card>
          {can(listAudit, site.id) && (
            <Card
              title={t('organization.sites.history')}
              hint={t('organization.sites.historyHint')}
            >
              <Link to={`${paths.audit()}?object=${site.id}`}>
                {t('organization.sites.seeHistory')}
              </Link>
            </Card>
          )}
        </div>
      </div>
      {open === 'change' && <ChangeSite site={site} onClose={close} />}
      <Confirm
        open={open === 'archive'}
        onClose={close}
        title={t('organization.sites.archiveTitle', { name: site.name })}
        action={t('organization.sites.archive')}
        run={putAway}
      >
        {t('organization.sites.archiveBody')}
      </Confirm>
    </Page>
  )
}

function SiteFacts({ site }: { site: Site }) {
  const t = useText()
  return (
    <Card title={t('organization.sites.details')}>
      <Facts
        facts={[
          {
            label: t('organization.sites.kind'),
            value: t(`organization.kind.${site.kind}`),
          },
          { label: t('organization.sites.county'), value: site.county },
          { label: t('organization.sites.town'), value: site.town ?? '–' },
          { label: t('organization.sites.address'), value: site.address ?? '–' },
          site.at
            ? {
                label: t('organization.sites.place'),
                value: <span className="tnum">{formatPoint(site.at)}</span>,
                copy: formatPoint(site.at),
              }
            : { label: t('organization.sites.place'), value: '–' },
          { label: t('organization.sites.openedAt'), value: <DateTime at={site.openedAt} /> },
          { label: t('organization.sites.changedAt'), value: <DateTime at={site.changedAt} /> },
        ]}
      />
      {site.at && (
        <Suspense fallback={<Skeleton className="mt-4 h-56 w-full" />}>
          <LazyMap
            key={formatPoint(site.at)}
            label={t('organization.sites.place')}
            places={[{ id: site.id, name: site.name, at: site.at }]}
            className="mt-4 h-56"
          />
        </Suspense>
      )}
    </Card>
  )
}

function ContactCard({ site: { contact } }: { site: Site }) {
  const t = useText()
  return (
    <Card title={t('organization.sites.contact')}>
      {contact ? (
        <Facts
          facts={[
            { label: t('organization.contacts.name'), value: contact.name },
            {
              label: t('organization.contacts.personPhone'),
              value: contact.phone ? <Phone of={contact.phone} /> : '–',
            },
            {
              label: t('organization.contacts.personEmail'),
              value: contact.email ? <a href={`mailto:${contact.email}`}>{contact.email}</a> : '–',
            },
          ]}
        />
      ) : (
        <p className="text-soft">{t('organization.sites.noContact')}</p>
      )}
    </Card>
  )
}
