import { useParams } from '@tanstack/react-router'
import { ArrowLeftRight, CirclePower, Ellipsis, MapPinned, Play, Shuffle } from 'lucide-react'
import { useState } from 'react'
import { readExtras } from '#modules/billing/contract.ts'
import { listAgreedPrices } from '#modules/catalog/contract.ts'
import {
  activate,
  askChange,
  end,
  eventsOf,
  readService,
  type Service,
} from '#modules/services/contract.ts'
import { readServiceUsage } from '#modules/usage/contract.ts'
import { formatNumber } from '#modules/subscribers/contract.ts'
import { WhyCard } from '#web/admin/access/WhyCard.tsx'
import { AgreedPrices } from '#web/admin/catalog/AgreedPrices.tsx'
import { AccessCards } from '#web/admin/services/AccessCards.tsx'
import { AutomaticCard } from '#web/admin/services/AutomaticCard.tsx'
import { ChangePlan } from '#web/admin/services/ChangePlan.tsx'
import { ExtrasCard } from '#web/admin/services/ExtrasCard.tsx'
import { EndService } from '#web/admin/services/EndService.tsx'
import { GiveService } from '#web/admin/services/GiveService.tsx'
import { HoldsCard } from '#web/admin/services/HoldsCard.tsx'
import { MoveService } from '#web/admin/services/MoveService.tsx'
import { PlannedCard } from '#web/admin/services/PlannedCard.tsx'
import { ServiceFacts } from '#web/admin/services/ServiceFacts.tsx'
import { ServingBanner } from '#web/admin/services/ServingMark.tsx'
import { UsagePanel } from '#web/admin/usage/UsagePanel.tsx'
import { useCall, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useCan, useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { Menu, MenuItem } from '#web/ui/Menu.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { toast } from '#web/ui/toast.ts'
import { DateTime } from '#web/ui/values.tsx'

export function ServicePage() {
  const { serviceId = '' } = useParams({ strict: false })
  const service = useCall(readService, { serviceId })
  return (
    <Loaded of={service} skeleton={<PageSkeleton />}>
      {(loaded) => <OneService service={loaded} />}
    </Loaded>
  )
}

function OneService({ service }: { service: Service }) {
  const t = useText()
  const can = useCan()
  return (
    <Page
      title={service.label ? `${service.plan.name} · ${service.label}` : service.plan.name}
      width="wide"
      mark={
        <>
          <Badge className="font-mono">{formatNumber(service.number)}</Badge>
          <Badge tone={service.status === 'active' ? 'good' : 'neutral'}>
            {t(`services.statuses.${service.status}`)}
          </Badge>
        </>
      }
      crumbs={[
        { label: t('services.title'), to: paths.services() },
        { label: service.subscriber.name, to: paths.subscriber(service.subscriber.id) },
      ]}
      actions={<Actions service={service} />}
    >
      <div className="grid gap-6">
        <Card>
          <ServingBanner serving={service.serving} />
        </Card>
        <div className="grid items-start gap-6 xl:grid-cols-2">
          <div className="grid gap-6">
            <ServiceFacts service={service} />
            <HoldsCard service={service} />
            {can(readExtras, service.siteId ?? undefined) && <ExtrasCard service={service} />}
            {can(listAgreedPrices) && (
              <AgreedPrices
                holders={[
                  { kind: 'service', id: service.id, label: t('services.agreed.service') },
                  ...(service.contractId === null
                    ? []
                    : [
                        {
                          kind: 'contract' as const,
                          id: service.contractId,
                          label: t('services.agreed.contract'),
                        },
                      ]),
                  {
                    kind: 'subscriber',
                    id: service.subscriber.id,
                    label: t('services.agreed.subscriber'),
                  },
                ]}
                planId={service.plan.planId}
              />
            )}
            <PeriodsCard service={service} />
          </div>
          <div className="grid gap-6">
            <WhyCard serviceId={service.id} />
            {can(readServiceUsage, service.siteId ?? undefined) && (
              <UsagePanel serviceId={service.id} />
            )}
            <AccessCards service={service} />
            <PlannedCard service={service} />
            {service.status !== 'ended' && <AutomaticCard service={service} />}
            <HistoryCard service={service} />
          </div>
        </div>
      </div>
    </Page>
  )
}

function Actions({ service }: { service: Service }) {
  const t = useText()
  const mayNot = useMayNot()
  const [open, setOpen] = useState<'activate' | 'end' | 'plan' | 'move' | 'give'>()
  const start = useMutate(activate, {
    refresh: ['services', 'subscribers'],
    onDone: () => toast.good(t('services.activate.done')),
  })
  const close = () => setOpen(undefined)
  const can = eventsOf(service.status)
  const siteId = service.siteId ?? undefined
  return (
    <>
      {can.includes('activate') && (
        <Button
          look="primary"
          icon={<Play />}
          onClick={() => setOpen('activate')}
          disabledBecause={mayNot(activate, siteId)}
        >
          {t('services.activate.action')}
        </Button>
      )}
      {service.status !== 'ended' && (
        <>
          <Button
            icon={<Shuffle />}
            onClick={() => setOpen('plan')}
            disabledBecause={mayNot(askChange, siteId)}
          >
            {t('services.changes.plan')}
          </Button>
          <Menu trigger={<Button icon={<Ellipsis />}>{t('services.more')}</Button>}>
            <MenuItem
              icon={<MapPinned />}
              onSelect={() => setOpen('move')}
              disabledBecause={mayNot(askChange, siteId)}
            >
              {t('services.move.action')}
            </MenuItem>
            <MenuItem
              icon={<ArrowLeftRight />}
              onSelect={() => setOpen('give')}
              disabledBecause={mayNot(askChange, siteId)}
            >
              {t('services.give.action')}
            </MenuItem>
            <MenuItem
              danger
              icon={<CirclePower />}
              onSelect={() => setOpen('end')}
              disabledBecause={mayNot(end, siteId)}
            >
              {t('services.end.action')}
            </MenuItem>
          </Menu>
        </>
      )}
      <Confirm
        open={open === 'activate'}
        onClose={close}
        title={t('services.activate.title', { number: formatNumber(service.number) })}
        action={t('services.activate.action')}
        run={() => start.mutateAsync({ serviceId: service.id })}
      >
        {t('services.activate.body')}
      </Confirm>
      {open === 'end' && <EndService service={service} onClose={close} />}
      {open === 'move' && <MoveService service={service} onClose={close} />}
      {open === 'give' && <GiveService service={service} onClose={close} />}
      {open === 'plan' && <ChangePlan service={service} onClose={close} />}
    </>
  )
}

function PeriodsCard({ service }: { service: Service }) {
  const t = useText()
  return (
    <Card title={t('services.periods.title')} hint={t('services.periods.hint')}>
      {service.periods.length === 0 && <p className="text-soft">{t('services.periods.none')}</p>}
      <ul className="divide-y">
        {service.periods.slice(0, 12).map((period) => (
          <li key={period.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
            <span className="min-w-0 flex-1">
              <DateTime at={period.from} /> – <DateTime at={period.to} />
            </span>
            <Badge>{t(`services.periods.kinds.${period.kind}`)}</Badge>
            <Badge tone={period.paid ? 'good' : 'warn'}>
              {period.paid ? t('services.periods.paid') : t('services.periods.unpaid')}
            </Badge>
          </li>
        ))}
      </ul>
    </Card>
  )
}

const EVENTS = ['order', 'activate', 'send-back', 'cancel', 'end'] as const

function HistoryCard({ service }: { service: Service }) {
  const t = useText()
  return (
    <Card title={t('services.history.title')}>
      <ul className="grid gap-2">
        {service.transitions.map((one, place) => {
          const event = EVENTS.find((name) => name === one.event)
          return (
            <li key={`${one.at}${place}`} className="flex flex-wrap justify-between gap-x-4">
              <span>{event ? t(`services.history.events.${event}`) : one.event}</span>
              <span className="text-sm text-soft">
                <DateTime at={one.at} />
              </span>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
