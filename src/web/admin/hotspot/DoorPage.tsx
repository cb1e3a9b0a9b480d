import { useParams } from '@tanstack/react-router'
import { readDoor, type Door } from '#modules/hotspot/contract.ts'
import { DoorForm } from '#web/admin/hotspot/DoorForm.tsx'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Badge, Status } from '#web/ui/Badge.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { CodeBlock } from '#web/ui/Json.tsx'
import { ButtonLink, Link } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'

/** One hotspot: what it offers, and what its routers need. */
export function DoorPage() {
  const { siteId = '' } = useParams({ strict: false })
  const door = useCall(readDoor, { siteId })
  return (
    <Loaded of={door} skeleton={<PageSkeleton />}>
      {(loaded) => <OneDoor door={loaded} />}
    </Loaded>
  )
}

function OneDoor({ door }: { door: Door }) {
  const t = useText()
  return (
    <Page
      title={door.name}
      mark={
        <>
          <Badge className="font-mono">{door.code}</Badge>
          <Status tone={door.isOpen ? 'good' : 'neutral'}>
            {t(door.isOpen ? 'hotspot.open' : 'hotspot.shut')}
          </Status>
        </>
      }
      crumbs={[{ label: t('hotspot.title'), to: paths.hotspots() }]}
      actions={
        <ButtonLink to={new URL(door.page).pathname} target="_blank" rel="noreferrer">
          {t('hotspot.toPage')}
        </ButtonLink>
      }
    >
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <DoorForm door={door} />
        <Card title={t('hotspot.routers')} hint={t('hotspot.routersHint')}>
          <div className="grid gap-5">
            <CodeBlock label={t('hotspot.script')} code={door.script} />
            <Facts
              facts={[
                { label: t('hotspot.garden'), value: door.walledGarden.join(', ') },
                { label: t('hotspot.other'), value: door.page },
              ]}
            />
            <p className="text-sm text-soft">{t('hotspot.otherHint')}</p>
            <section className="grid gap-2">
              <h3 className="font-semibold">{t('hotspot.files')}</h3>
              <ul className="grid gap-1 text-sm">
                {door.files.map((file) => (
                  <li key={file}>
                    <Link to={new URL(file).pathname} target="_blank" download>
                      {file.split('/').at(-1)}
                    </Link>
                  </li>
                ))}
              </ul>
            </section>
          </div>
        </Card>
      </div>
    </Page>
  )
}
