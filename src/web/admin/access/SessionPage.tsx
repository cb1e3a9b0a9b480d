import { useParams } from '@tanstack/react-router'
import { Check, CircleHelp, CirclePower, Flag, Play, Radar, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { ParsedReplyOf } from '#kernel/endpoint.ts'
import { endSessions, readSession, type SessionStep } from '#modules/access/contract.ts'
import { AskRouter } from '#web/admin/access/AskRouter.tsx'
import { EndSessions } from '#web/admin/access/EndSessions.tsx'
import { SessionState } from '#web/admin/access/SessionState.tsx'
import { useCause } from '#web/admin/access/use-reason.ts'
import { Who } from '#web/admin/access/Who.tsx'
import { useMemberNames } from '#web/admin/staff/use-member-names.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Badge, type Tone } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { Link, useGo } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { Timeline } from '#web/ui/Timeline.tsx'
import { DataVolume, DateTime, Duration, Rate, RelativeTime } from '#web/ui/values.tsx'

type Session = ParsedReplyOf<typeof readSession>
const AGAIN_MS = 10_000

/** One session from its beginning to its end. */
export function SessionPage() {
  const { sessionId = '' } = useParams({ strict: false })
  const session = useCall(readSession, { sessionId }, { refetchInterval: AGAIN_MS })
  return (
    <Loaded of={session} skeleton={<PageSkeleton />}>
      {(loaded) => <OneSession session={loaded} />}
    </Loaded>
  )
}

function OneSession({ session }: { session: Session }) {
  const t = useText()
  const go = useGo()
  const mayNot = useMayNot()
  const [isEnding, setEnding] = useState(false)
  const { live, service } = session
  const who = service?.subscriber.name ?? live?.userName ?? session.station ?? '–'
  return (
    <Page
      title={t('access.session.title', { who })}
      mark={live ? <SessionState of={live.state} /> : <Badge>{t('access.session.over')}</Badge>}
      crumbs={[
        live
          ? { label: t('access.online.title'), to: paths.online() }
          : { label: t('access.online.tabPast'), to: paths.online('past') },
      ]}
      actions={
        <>
          {service && (
            <Button icon={<CircleHelp />} onClick={() => go(paths.why(service.id))}>
              {t('access.session.why')}
            </Button>
          )}
          {live && <AskRouter session={session} />}
          {live && (
            <Button
              look="danger-quiet"
              icon={<CirclePower />}
              onClick={() => setEnding(true)}
              disabledBecause={mayNot(endSessions, session.siteId)}
            >
              {t('access.online.end')}
            </Button>
          )}
        </>
      }
    >
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <div className="grid gap-6">
          <What session={session} />
          <Speeds session={session} />
        </div>
        <Story session={session} />
      </div>
      {isEnding && <EndSessions sessionIds={[session.id]} onClose={() => setEnding(false)} />}
    </Page>
  )
}

function What({ session }: { session: Session }) {
  const t = useText()
  const mono = (text: string | null) =>
    text === null ? '–' : <span className="font-mono text-sm break-all">{text}</span>
  return (
    <Card title={t('access.session.facts')}>
      <Facts
        facts={[
          {
            label: t('access.online.service'),
            value: session.service ? (
              <Link to={paths.service(session.service.id)}>
                <Who of={session} />
              </Link>
            ) : (
              t('access.online.nobody')
            ),
          },
          ...(session.live
            ? [{ label: t('access.online.userName'), value: mono(session.live.userName) }]
            : []),
          {
            label: t('access.online.router'),
            value: <Link to={paths.router(session.nas.id)}>{session.nas.name}</Link>,
          },
          {
            label: t('access.online.site'),
            value: <Link to={paths.site(session.siteId)}>{session.siteName}</Link>,
          },
          {
            label: t('access.online.address'),
            value: mono(session.ipv4),
            ...(session.ipv4 !== null && { copy: session.ipv4 }),
          },
          ...(session.ipv6Prefix === null
            ? []
            : [{ label: t('access.session.ipv6'), value: mono(session.ipv6Prefix) }]),
          ...(session.delegatedPrefix === null
            ? []
            : [{ label: t('access.session.delegated'), value: mono(session.delegatedPrefix) }]),
          {
            label: t('access.online.station'),
            value: mono(session.station),
            ...(session.station !== null && { copy: session.station }),
          },
          { label: t('access.online.port'), value: mono(session.nasPort) },
          { label: t('access.session.called'), value: mono(session.calledStation) },
          { label: t('access.session.nasSession'), value: mono(session.nasSession) },
        ]}
      />
    </Card>
  )
}

function Speeds({ session }: { session: Session }) {
  const t = useText()
  const cause = useCause()
  const { live, end } = session
  const rate = (of: Session['steps'][number]['rate']) =>
    of ? <Rate of={of} /> : t('access.online.unlimited')
  return (
    <Card title={t('access.session.speeds')}>
      <Facts
        facts={[
          ...(live
            ? [
                { label: t('access.session.told'), value: rate(live.told) },
                { label: t('access.session.meant'), value: rate(live.meant) },
                ...(live.said === null
                  ? []
                  : [{ label: t('access.session.routerSays'), value: live.said }]),
              ]
            : []),
          { label: t('access.session.down'), value: <DataVolume of={session.down} /> },
          { label: t('access.session.up'), value: <DataVolume of={session.up} /> },
          { label: t('access.online.started'), value: <DateTime at={session.startedAt} /> },
          { label: t('access.past.lasted'), value: <Duration seconds={session.seconds} /> },
          ...(session.interim_s === null
            ? []
            : [
                {
                  label: t('access.session.interim'),
                  value: <Duration seconds={session.interim_s} />,
                },
              ]),
          ...(live
            ? [{ label: t('access.online.heard'), value: <RelativeTime at={live.heardAt} /> }]
            : []),
          ...(end
            ? [
                { label: t('access.past.ended'), value: <DateTime at={end.at} /> },
                {
                  label: t('access.past.cause'),
                  value: `${cause(end.cause)} (${t(end.by === 'nas' ? 'access.past.byNas' : 'access.past.byUs')})`,
                },
              ]
            : []),
        ]}
      />
    </Card>
  )
}

const MARKS: Record<SessionStep['what'], { icon: typeof Play; tone: Tone }> = {
  started: { icon: Play, tone: 'good' },
  told: { icon: Check, tone: 'good' },
  failed: { icon: TriangleAlert, tone: 'bad' },
  'end-wanted': { icon: CirclePower, tone: 'warn' },
  ended: { icon: Flag, tone: 'neutral' },
  asked: { icon: Radar, tone: 'good' },
  unasked: { icon: Radar, tone: 'warn' },
}

function Story({ session }: { session: Session }) {
  const t = useText()
  const cause = useCause()
  const nameOf = useMemberNames()
  return (
    <Card title={t('access.session.story')} hint={t('access.session.storyHint')}>
      <Timeline
        label={t('access.session.story')}
        entries={session.steps.toReversed().map((step) => ({
          id: `${step.id} ${step.what}`,
          at: step.at,
          ...MARKS[step.what],
          ...(step.by?.kind === 'staff' && { by: nameOf(step.by.id) }),
          title: t(`access.session.stepOf.${step.what}`),
          detail:
            step.said !== null ? cause(step.said) : step.rate ? <Rate of={step.rate} /> : undefined,
        }))}
      />
    </Card>
  )
}
