import { useParams } from '@tanstack/react-router'
import { explainService, type Explanation } from '#modules/access/contract.ts'
import { formatNumber } from '#modules/subscribers/contract.ts'
import { Attempts } from '#web/admin/access/Attempts.tsx'
import { Decision, SpeedSteps } from '#web/admin/access/Decision.tsx'
import { ServiceChoice } from '#web/admin/access/ServiceChoice.tsx'
import { SessionState } from '#web/admin/access/SessionState.tsx'
import { TurnedAway } from '#web/admin/access/TurnedAway.tsx'
import { useCause } from '#web/admin/access/use-reason.ts'
import { WhyFacts } from '#web/admin/access/WhyFacts.tsx'
import { RouterHealth } from '#web/admin/network/RouterHealth.tsx'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Link, useGo } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { DataVolume, DateTime, Duration, RelativeTime } from '#web/ui/values.tsx'

const AGAIN_MS = 5_000

/** Why a subscriber cannot get online, or why this slow: one look, for whoever has them on the phone. */
export function WhyPage() {
  const t = useText()
  const go = useGo()
  const { serviceId } = useParams({ strict: false })
  return (
    <Page title={t('access.why.title')} lead={t('access.why.lead')}>
      <div className="grid gap-6">
        <div className="max-w-xl">
          <ServiceChoice
            label={t('access.why.choose')}
            value=""
            onChange={(chosen) => go(paths.why(chosen))}
          />
        </div>
        {serviceId === undefined ? <TurnedAway /> : <Answer serviceId={serviceId} />}
      </div>
    </Page>
  )
}

function Answer({ serviceId }: { serviceId: string }) {
  const answer = useCall(explainService, { serviceId }, { refetchInterval: AGAIN_MS })
  return <Loaded of={answer}>{(explanation) => <Explained of={explanation} />}</Loaded>
}

function Explained({ of: explanation }: { of: Explanation }) {
  const t = useText()
  const { service, nas } = explanation
  return (
    <div className="grid gap-6">
      <h2 className="flex flex-wrap items-center gap-2 text-lg font-semibold">
        <Link to={paths.service(service.id)}>{service.subscriber.name}</Link>
        <Badge className="font-mono">{formatNumber(service.number)}</Badge>
        <span className="font-normal text-soft">{service.planName}</span>
      </h2>
      <Decision of={explanation.decision} />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <div className="grid gap-6">
          <Card title={t('access.why.speed')}>
            <SpeedSteps of={explanation.speed} />
          </Card>
          <Card title={t('access.why.facts')}>
            <WhyFacts of={explanation.facts} />
          </Card>
        </div>
        <div className="grid gap-6">
          <Card title={t('access.why.attempts')}>
            <Attempts of={explanation.attempts} />
          </Card>
          <Online of={explanation.online} />
          {nas && (
            <Card title={t('access.why.router')}>
              <p className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
                <Link to={paths.router(nas.id)}>{nas.name}</Link>
                <RouterHealth of={nas.health} />
              </p>
              <p className="mt-1 text-sm text-soft">
                {nas.trouble ?? t('access.why.lastSeen')}{' '}
                {nas.lastSeenAt === null ? t('common.never') : <RelativeTime at={nas.lastSeenAt} />}
              </p>
            </Card>
          )}
          <Past of={explanation.past} />
        </div>
      </div>
    </div>
  )
}

function Online({ of: sessions }: { of: Explanation['online'] }) {
  const t = useText()
  return (
    <Card title={t('access.why.online')}>
      {sessions.length === 0 && <p className="text-soft">{t('access.why.notOnline')}</p>}
      <ul className="divide-y">
        {sessions.map((session) => (
          <li key={session.id} className="flex flex-wrap justify-between gap-x-4 gap-y-1 py-2">
            <Link to={paths.session(session.id)}>
              {session.ipv4 ?? session.station ?? session.nas.name}
            </Link>
            <SessionState of={session.state} />
            <span className="basis-full text-sm text-soft">
              {session.nas.name} · <Duration seconds={session.seconds} /> ·{' '}
              <DataVolume of={session.down} /> / <DataVolume of={session.up} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Past({ of: sessions }: { of: Explanation['past'] }) {
  const t = useText()
  const cause = useCause()
  return (
    <Card title={t('access.why.past')}>
      {sessions.length === 0 && <p className="text-soft">{t('access.why.noPast')}</p>}
      <ul className="divide-y">
        {sessions.map((session) => (
          <li key={session.id} className="grid gap-0.5 py-2">
            <Link to={paths.session(session.id)}>
              <DateTime at={session.startedAt} />
            </Link>
            <span className="text-sm text-soft">
              <Duration seconds={session.seconds} /> · {cause(session.cause)}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
