import { readServiceUsage } from '#modules/usage/contract.ts'
import { sumOf, useAmounts } from '#web/admin/usage/words.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { Link } from '#web/ui/Link.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { Skeleton } from '#web/ui/Skeleton.tsx'

/** Usage in short, for a page that is about the whole service. */
export function UsagePanel({ serviceId }: { serviceId: string }) {
  const t = useText()
  const { volume } = useAmounts()
  const usage = useCall(readServiceUsage, { serviceId })
  return (
    <Card title={t('usage.title')} hint={t('usage.panelHint')}>
      <Loaded of={usage} skeleton={<Skeleton className="h-24 w-full" />}>
        {({ today, thisMonth, stage, stages, quota }) => (
          <div className="grid gap-4">
            <Facts
              facts={[
                { label: t('usage.today'), value: volume(sumOf(today)) },
                { label: t('usage.thisMonth'), value: volume(sumOf(thisMonth)) },
                ...(stages.length > 0
                  ? [
                      {
                        label: t('usage.stages.title'),
                        value: (
                          <Badge tone={stage === null ? 'good' : 'warn'}>
                            {stage === null
                              ? t('usage.stages.full')
                              : t('usage.stages.reached', {
                                  stage: stage + 1,
                                  count: stages.length,
                                })}
                          </Badge>
                        ),
                      },
                    ]
                  : []),
                ...(quota
                  ? [
                      {
                        label: t('usage.quota.title'),
                        value: (
                          <Badge tone={quota.state === 'left' ? 'good' : 'bad'}>
                            {quota.state === 'used-up' || quota.leftBytes === null
                              ? t('usage.quota.usedUp')
                              : t('usage.quota.left', { left: volume(quota.leftBytes) })}
                          </Badge>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
            <Link to={paths.serviceUsage(serviceId)}>{t('usage.open')}</Link>
          </div>
        )}
      </Loaded>
    </Card>
  )
}
