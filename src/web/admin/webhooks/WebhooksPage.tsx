import { Plus, Webhook as WebhookIcon } from 'lucide-react'
import { useState } from 'react'
import { listWebhooks, type WebhookRow } from '#platform/webhooks/contract.ts'
import { AddWebhook } from '#web/admin/webhooks/AddWebhook.tsx'
import { WebhookState } from '#web/admin/webhooks/WebhookState.tsx'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { RelativeTime } from '#web/ui/values.tsx'

export function WebhooksPage() {
  const t = useText()
  const mayNot = useMayNot()
  const list = useList(listWebhooks, { filters: ['state'] })
  const [adding, setAdding] = useState(false)
  const addButton = (
    <Button
      look="primary"
      icon={<Plus />}
      onClick={() => setAdding(true)}
      disabledBecause={mayNot('platform.webhooks-manage')}
    >
      {t('system.webhooks.add')}
    </Button>
  )
  const columns: Column<WebhookRow>[] = [
    {
      id: 'name',
      header: t('system.webhooks.name'),
      sort: 'name',
      cell: (row) => row.name,
    },
    { id: 'host', header: t('system.webhooks.host'), cell: (row) => row.host },
    {
      id: 'events',
      header: t('system.webhooks.events'),
      cell: (row) =>
        row.events.length === 0
          ? t('system.webhooks.everyEvent')
          : t('system.webhooks.eventsCount', { count: row.events.length }),
    },
    {
      id: 'state',
      header: t('system.webhooks.state'),
      cell: (row) => <WebhookState of={row} />,
    },
    {
      id: 'lastDelivered',
      header: t('system.webhooks.lastDelivered'),
      cell: (row) =>
        row.lastDeliveredAt ? <RelativeTime at={row.lastDeliveredAt} /> : t('common.never'),
    },
    {
      id: 'changed',
      header: t('system.webhooks.changed'),
      sort: 'changedAt',
      hidden: true,
      cell: (row) => <RelativeTime at={row.changedAt} />,
    },
  ]
  return (
    <Page
      title={t('system.webhooks.title')}
      lead={t('system.webhooks.lead')}
      width="wide"
      actions={addButton}
    >
      <DataTable
        name="webhooks"
        label={t('system.webhooks.title')}
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
        rowName={(row) => row.name}
        rowLink={(row) => paths.webhook(row.id)}
        searchIn={t('system.webhooks.searchIn')}
        filters={[
          {
            id: 'state',
            label: t('system.webhooks.state'),
            options: [
              { value: 'on', label: t('system.webhooks.on') },
              { value: 'off', label: t('system.webhooks.off') },
            ],
          },
        ]}
        empty={
          <EmptyState icon={WebhookIcon} title={t('system.webhooks.none')} action={addButton}>
            {t('system.webhooks.noneBody')}
          </EmptyState>
        }
      />
      {adding && <AddWebhook onClose={() => setAdding(false)} />}
    </Page>
  )
}
