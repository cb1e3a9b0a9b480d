import { useParams } from '@tanstack/react-router'
import { readWebhook, type Webhook } from '#platform/webhooks/contract.ts'
import { Deliveries } from '#web/admin/webhooks/Deliveries.tsx'
import { WebhookActions } from '#web/admin/webhooks/WebhookActions.tsx'
import { WebhookState } from '#web/admin/webhooks/WebhookState.tsx'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { DateTime } from '#web/ui/values.tsx'

export function WebhookPage() {
  const { webhookId = '' } = useParams({ strict: false })
  const webhook = useCall(readWebhook, { webhookId })
  return (
    <Loaded of={webhook} skeleton={<PageSkeleton />}>
      {(loaded) => <OneWebhook webhook={loaded} />}
    </Loaded>
  )
}

function OneWebhook({ webhook }: { webhook: Webhook }) {
  const t = useText()
  return (
    <Page
      title={webhook.name}
      mark={<WebhookState of={webhook} />}
      crumbs={[{ label: t('system.webhooks.title'), to: paths.webhooks() }]}
      width="wide"
      actions={<WebhookActions webhook={webhook} />}
    >
      <div className="grid gap-6">
        {webhook.offBecause && <Banner tone="warn" title={webhook.offBecause} />}
        <Card>
          <Facts
            columns={2}
            facts={[
              { label: t('system.webhooks.url'), value: webhook.url, copy: webhook.url },
              {
                label: t('system.webhooks.events'),
                value: webhook.events.join(', ') || t('system.webhooks.everyEvent'),
              },
              {
                label: t('system.webhooks.lastDelivered'),
                value: webhook.lastDeliveredAt ? (
                  <DateTime at={webhook.lastDeliveredAt} />
                ) : (
                  t('common.never')
                ),
              },
              {
                label: t('system.webhooks.failingSince'),
                value: webhook.failingSince ? <DateTime at={webhook.failingSince} /> : '–',
              },
              ...(webhook.oldSecretUntil
                ? [
                    {
                      label: t('system.webhooks.oldUntil'),
                      value: <DateTime at={webhook.oldSecretUntil} />,
                    },
                  ]
                : []),
            ]}
          />
        </Card>
        <Deliveries webhookId={webhook.id} />
      </div>
    </Page>
  )
}
