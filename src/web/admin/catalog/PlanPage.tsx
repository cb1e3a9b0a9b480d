import { useParams } from '@tanstack/react-router'
import { Archive, ArchiveRestore, CalendarClock, PencilLine, Rocket } from 'lucide-react'
import { useState } from 'react'
import {
  archivePlan,
  changePlan,
  discardDraft,
  publishVersion,
  readPlan,
  restorePlan,
  saveDraft,
  withdrawVersion,
  type Plan,
} from '#modules/catalog/contract.ts'
import { ChangePlanAbout } from '#web/admin/catalog/ChangePlanAbout.tsx'
import { PlanPriceChanges } from '#web/admin/catalog/PlanPriceChanges.tsx'
import { VersionCard, VersionDifferences } from '#web/admin/catalog/VersionCard.tsx'
import { useServiceTypes } from '#web/admin/catalog/choices.ts'
import { useSiteOptions } from '#web/admin/staff/use-site-options.ts'
import { useCall, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { useGo } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded, toastProblem } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { toast } from '#web/ui/toast.ts'
import { DateTime } from '#web/ui/values.tsx'

export function PlanPage() {
  const { planId = '' } = useParams({ strict: false })
  const plan = useCall(readPlan, { planId })
  return (
    <Loaded of={plan} skeleton={<PageSkeleton />}>
      {(loaded) => <OnePlan plan={loaded} />}
    </Loaded>
  )
}

function OnePlan({ plan }: { plan: Plan }) {
  const t = useText()
  const types = useServiceTypes()
  const mayNot = useMayNot()
  const [changing, setChanging] = useState(false)
  const draft = plan.versions.find(({ state }) => state === 'draft')
  const sold = plan.versions.filter(({ state }) => state !== 'draft')
  const shown = [...(draft ? [draft] : []), ...sold].slice(0, 4)
  return (
    <Page
      title={plan.name}
      width="wide"
      mark={
        <>
          <Badge className="font-mono">{plan.code}</Badge>
          {plan.state === 'archived' && <Badge tone="warn">{t('catalog.states.archived')}</Badge>}
        </>
      }
      crumbs={[{ label: t('catalog.plan.title'), to: paths.plans() }]}
      actions={<Actions plan={plan} />}
    >
      <div className="grid gap-6">
        {draft && <DraftBanner plan={plan} />}
        <div className="grid items-start gap-4 md:grid-cols-2 xl:grid-cols-3">
          {shown.map((version) => (
            <VersionCard
              key={version.id}
              version={version}
              isOnSale={version.id === plan.onSaleId}
              actions={<Withdraw plan={plan} versionId={version.id} />}
            />
          ))}
        </div>
        {shown.length > 1 && (
          <Card title={t('catalog.plan.whatChanged')} hint={t('catalog.plan.whatChangedHint')}>
            <VersionDifferences versions={plan.versions} />
          </Card>
        )}
        <div className="grid items-start gap-6 lg:grid-cols-2">
          <Card
            title={t('catalog.plan.about')}
            actions={
              plan.state === 'open' && (
                <Button
                  size="sm"
                  icon={<PencilLine />}
                  onClick={() => setChanging(true)}
                  disabledBecause={mayNot(changePlan)}
                >
                  {t('catalog.change.one')}
                </Button>
              )
            }
          >
            <Facts
              facts={[
                {
                  label: t('catalog.plan.serviceType'),
                  value: types.find(({ value }) => value === plan.serviceTypeId)?.label ?? '',
                },
                {
                  label: t('catalog.plan.audience'),
                  value: t(`catalog.audience.${plan.audience}`),
                },
                { label: t('catalog.plan.soldAt'), value: <SoldAt siteIds={plan.siteIds} /> },
                { label: t('catalog.plan.description'), value: plan.description.en || '–' },
                { label: t('catalog.changedAt'), value: <DateTime at={plan.changedAt} /> },
              ]}
            />
          </Card>
          <PlanPriceChanges plan={plan} />
        </div>
      </div>
      {changing && <ChangePlanAbout plan={plan} onClose={() => setChanging(false)} />}
    </Page>
  )
}

function SoldAt({ siteIds }: { siteIds: Plan['siteIds'] }) {
  const t = useText()
  const sites = useSiteOptions()
  if (siteIds === null) return t('catalog.plan.soldEverywhere')
  return siteIds
    .map((id) => sites.find(({ value }) => value === id)?.label ?? t('catalog.plan.archivedSite'))
    .join(', ')
}

function Actions({ plan }: { plan: Plan }) {
  const t = useText()
  const go = useGo()
  const mayNot = useMayNot()
  const archive = useMutate(archivePlan)
  const restore = useMutate(restorePlan)
  const [asks, setAsks] = useState(false)
  const { id: planId, version, name } = plan
  if (plan.state === 'archived') {
    return (
      <Button
        look="primary"
        icon={<ArchiveRestore />}
        busy={restore.isPending}
        disabledBecause={mayNot(restorePlan)}
        onClick={() =>
          restore.mutate({ planId, version }, { onError: (error) => toastProblem(error, t) })
        }
      >
        {t('catalog.restore')}
      </Button>
    )
  }
  return (
    <>
      <Button
        icon={<PencilLine />}
        onClick={() => go(paths.planDraft(planId))}
        disabledBecause={mayNot(saveDraft)}
      >
        {t('catalog.plan.makeNext')}
      </Button>
      <Button
        look="danger-quiet"
        icon={<Archive />}
        onClick={() => setAsks(true)}
        disabledBecause={mayNot(archivePlan)}
      >
        {t('catalog.archive')}
      </Button>
      <Confirm
        open={asks}
        onClose={() => setAsks(false)}
        title={t('catalog.plan.archiveTitle', { name })}
        action={t('catalog.archive')}
        run={async () => {
          await archive.mutateAsync({ planId, version })
          toast.good(t('catalog.plan.archived', { name }))
        }}
      >
        {t('catalog.plan.archiveBody')}
      </Confirm>
    </>
  )
}

function DraftBanner({ plan }: { plan: Plan }) {
  const t = useText()
  const go = useGo()
  const mayNot = useMayNot()
  const publish = useMutate(publishVersion)
  const discard = useMutate(discardDraft)
  const [asks, setAsks] = useState<'publish' | 'discard'>()
  const close = () => setAsks(undefined)
  const { id: planId, name } = plan
  return (
    <>
      <Banner
        tone="warn"
        title={t('catalog.plan.draftWaits')}
        action={
          <>
            <Button size="sm" onClick={() => go(paths.planDraft(planId))}>
              {t('catalog.plan.goOn')}
            </Button>
            <Button size="sm" onClick={() => setAsks('discard')}>
              {t('catalog.plan.discard')}
            </Button>
            <Button
              size="sm"
              look="primary"
              icon={<Rocket />}
              disabledBecause={mayNot(publishVersion)}
              onClick={() => setAsks('publish')}
            >
              {t('catalog.plan.publish')}
            </Button>
          </>
        }
      >
        {t('catalog.plan.draftBody')}
      </Banner>
      <Confirm
        open={asks === 'publish'}
        onClose={close}
        title={t('catalog.plan.publishTitle', { name })}
        action={t('catalog.plan.publish')}
        run={async () => {
          await publish.mutateAsync({ planId, sellFrom: null })
          toast.good(t('catalog.plan.published', { name }))
        }}
      >
        {t('catalog.plan.publishBody')}
      </Confirm>
      <Confirm
        open={asks === 'discard'}
        onClose={close}
        title={t('catalog.plan.discardTitle', { name })}
        action={t('catalog.plan.discard')}
        danger
        run={() => discard.mutateAsync({ planId })}
      >
        {t('catalog.plan.discardBody')}
      </Confirm>
    </>
  )
}

function Withdraw({ plan, versionId }: { plan: Plan; versionId: string }) {
  const t = useText()
  const mayNot = useMayNot()
  const withdraw = useMutate(withdrawVersion)
  const [asks, setAsks] = useState(false)
  if (versionId !== plan.onSaleId) return null
  return (
    <>
      <Button
        size="sm"
        look="quiet"
        icon={<CalendarClock />}
        disabledBecause={mayNot(withdrawVersion)}
        onClick={() => setAsks(true)}
      >
        {t('catalog.plan.withdraw')}
      </Button>
      <Confirm
        open={asks}
        onClose={() => setAsks(false)}
        title={t('catalog.plan.withdrawTitle', { name: plan.name })}
        action={t('catalog.plan.withdraw')}
        danger
        run={() => withdraw.mutateAsync({ planId: plan.id, planVersionId: versionId })}
      >
        {t('catalog.plan.withdrawBody')}
      </Confirm>
    </>
  )
}
