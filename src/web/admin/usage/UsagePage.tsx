import { useParams } from '@tanstack/react-router'
import { readService, type Service } from '#modules/services/contract.ts'
import { readServiceUsage } from '#modules/usage/contract.ts'
import { QuotaCard, StagesCard } from '#web/admin/usage/CountersCard.tsx'
import { ExtrasCard } from '#web/admin/usage/ExtrasCard.tsx'
import { SpeedCard } from '#web/admin/usage/SpeedCard.tsx'
import { UsageChart } from '#web/admin/usage/UsageChart.tsx'
import { UsageTiles } from '#web/admin/usage/UsageTiles.tsx'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton, Skeleton } from '#web/ui/Skeleton.tsx'

/** All that a service has used, what is left, and what that makes of its speed. */
export function UsagePage() {
  const { serviceId = '' } = useParams({ strict: false })
  const service = useCall(readService, { serviceId })
  return (
    <Loaded of={service} skeleton={<PageSkeleton />}>
      {(loaded) => <OneUsage service={loaded} />}
    </Loaded>
  )
}

const FRESH_ms = 15_000

function OneUsage({ service }: { service: Service }) {
  const t = useText()
  const usage = useCall(readServiceUsage, { serviceId: service.id }, { refetchInterval: FRESH_ms })
  const name = service.label ?? service.plan.name
  return (
    <Page
      title={t('usage.of', { name })}
      width="wide"
      crumbs={[
        { label: t('services.title'), to: paths.services() },
        { label: service.subscriber.name, to: paths.subscriber(service.subscriber.id) },
        { label: name, to: paths.service(service.id) },
      ]}
    >
      <Loaded of={usage} skeleton={<Skeleton className="h-64 w-full" />}>
        {(loaded) => (
          <div className="grid gap-6">
            <UsageTiles usage={loaded} />
            <UsageChart serviceId={service.id} />
            <div className="grid items-start gap-6 xl:grid-cols-2">
              <div className="grid gap-6">
                <SpeedCard serviceId={service.id} />
                <ExtrasCard usage={loaded} siteId={service.siteId ?? undefined} />
              </div>
              <div className="grid gap-6">
                <StagesCard usage={loaded} />
                <QuotaCard usage={loaded} />
              </div>
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  )
}
