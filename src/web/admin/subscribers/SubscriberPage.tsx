import { useLocation, useParams } from '@tanstack/react-router'
import { GitMerge, UserX, PhoneCall } from 'lucide-react'
import { useState } from 'react'
import {
  closeSubscriber,
  formatNumber,
  mergeSubscribers,
  readSubscriber,
  reopenSubscriber,
  type Subscriber,
} from '#modules/subscribers/contract.ts'
import { MoneyPart } from '#web/admin/billing/MoneyPart.tsx'
import { CloseDialog } from '#web/admin/subscribers/CloseDialog.tsx'
import { ContractsPart } from '#web/admin/subscribers/ContractsPart.tsx'
import { DocumentsPart } from '#web/admin/subscribers/DocumentsPart.tsx'
import { MergeDialog } from '#web/admin/subscribers/MergeDialog.tsx'
import { OverviewPart } from '#web/admin/subscribers/OverviewPart.tsx'
import { StandingPart } from '#web/admin/subscribers/StandingPart.tsx'
import { TimelinePart } from '#web/admin/subscribers/TimelinePart.tsx'
import { useCall, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Badge, Tag } from '#web/ui/Badge.tsx'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { CopyButton } from '#web/ui/Copy.tsx'
import { Link } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded, toastProblem } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { TabLinks } from '#web/ui/Tabs.tsx'
import { toast } from '#web/ui/toast.ts'

export function SubscriberPage() {
  const { subscriberId = '' } = useParams({ strict: false })
  const subscriber = useCall(readSubscriber, { subscriberId })
  return (
    <Loaded of={subscriber} skeleton={<PageSkeleton />}>
      {(loaded) => <OneSubscriber subscriber={loaded} />}
    </Loaded>
  )
}

const PARTS = ['money', 'documents', 'standing', 'contracts', 'timeline'] as const

function OneSubscriber({ subscriber }: { subscriber: Subscriber }) {
  const t = useText()
  const { pathname } = useLocation()
  const part = PARTS.find((name) => pathname === paths.subscriber(subscriber.id, name))
  const tabs = [
    { to: paths.subscriber(subscriber.id), label: t('subscribers.parts.overview') },
    ...PARTS.map((name) => ({
      to: paths.subscriber(subscriber.id, name),
      label: t(`subscribers.parts.${name}`),
    })),
  ]
  return (
    <Page
      title={subscriber.name}
      width="wide"
      mark={<Marks subscriber={subscriber} />}
      lead={<Lead subscriber={subscriber} />}
      crumbs={[{ label: t('subscribers.title'), to: paths.subscribers() }]}
      actions={<Actions subscriber={subscriber} />}
      tabs={<TabLinks label={t('subscribers.parts.label')} here={pathname} tabs={tabs} />}
    >
      {subscriber.mergedInto && (
        <Banner
          tone="warn"
          className="mb-6"
          title={t('subscribers.merged', {
            name: subscriber.mergedInto.name,
            number: formatNumber(subscriber.mergedInto.number),
          })}
          action={
            <Link to={paths.subscriber(subscriber.mergedInto.id)}>{t('subscribers.goThere')}</Link>
          }
        />
      )}
      {subscriber.state === 'closed' && (
        <Banner className="mb-6" title={t('subscribers.closedSince')} />
      )}
      {part === undefined && <OverviewPart subscriber={subscriber} />}
      {part === 'money' && <MoneyPart subscriber={subscriber} />}
      {part === 'documents' && <DocumentsPart subscriber={subscriber} />}
      {part === 'standing' && <StandingPart subscriber={subscriber} />}
      {part === 'contracts' && <ContractsPart subscriber={subscriber} />}
      {part === 'timeline' && <TimelinePart subscriber={subscriber} />}
    </Page>
  )
}

function Marks({ subscriber: { kind, state, tags } }: { subscriber: Subscriber }) {
  const t = useText()
  return (
    <>
      {kind === 'company' && <Badge tone="info">{t('subscribers.company')}</Badge>}
      {state !== 'active' && <Badge tone="warn">{t(`subscribers.states.${state}`)}</Badge>}
      {tags.map((tag) => (
        <Tag key={tag}>{tag}</Tag>
      ))}
    </>
  )
}

function Lead({ subscriber }: { subscriber: Subscriber }) {
  const t = useText()
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      {t('subscribers.number')}
      <span className="tnum font-mono">{formatNumber(subscriber.number)}</span>
      <CopyButton value={subscriber.number} />
    </span>
  )
}

function Actions({ subscriber }: { subscriber: Subscriber }) {
  const t = useText()
  const mayNot = useMayNot()
  const [open, setOpen] = useState<'close' | 'merge'>()
  const reopen = useMutate(reopenSubscriber)
  const siteId = subscriber.siteId ?? undefined
  const phone = subscriber.contacts.find((one) => one.channel === 'phone')
  const close = () => setOpen(undefined)

  async function bringBack() {
    try {
      await reopen.mutateAsync({ subscriberId: subscriber.id, version: subscriber.version })
      toast.good(t('subscribers.reopen.done', { name: subscriber.name }))
    } catch (error) {
      toastProblem(error, t)
    }
  }

  return (
    <>
      {phone && (
        <a href={`tel:${phone.value}`} className="contents">
          <Button icon={<PhoneCall />}>{t('subscribers.call')}</Button>
        </a>
      )}
      {subscriber.state === 'active' && (
        <>
          <Button
            icon={<GitMerge />}
            onClick={() => setOpen('merge')}
            disabledBecause={mayNot(mergeSubscribers, siteId)}
          >
            {t('subscribers.merge.action')}
          </Button>
          <Button
            look="danger-quiet"
            icon={<UserX />}
            onClick={() => setOpen('close')}
            disabledBecause={mayNot(closeSubscriber, siteId)}
          >
            {t('subscribers.close.action')}
          </Button>
        </>
      )}
      {subscriber.state === 'closed' && (
        <Button
          look="primary"
          busy={reopen.isPending}
          onClick={() => void bringBack()}
          disabledBecause={mayNot(reopenSubscriber, siteId)}
        >
          {t('subscribers.reopen.action')}
        </Button>
      )}
      {open === 'close' && <CloseDialog subscriber={subscriber} onClose={close} />}
      {open === 'merge' && <MergeDialog subscriber={subscriber} onClose={close} />}
    </>
  )
}
