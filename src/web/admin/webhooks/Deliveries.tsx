import { Inbox, RotateCw } from 'lucide-react'
import { useState } from 'react'
import {
  DELIVERY_STATES,
  listDeliveries,
  readDelivery,
  replayDelivery,
  type DeliveryRow,
} from '#platform/webhooks/contract.ts'
import { useCall, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Badge, type Tone } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { CodeBlock } from '#web/ui/Json.tsx'
import { Loaded, toastProblem } from '#web/ui/Problem.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { toast } from '#web/ui/toast.ts'
import { DateTime, RelativeTime } from '#web/ui/values.tsx'

const TONES: Record<DeliveryRow['state'], Tone> = {
  waiting: 'neutral',
  delivered: 'good',
  failed: 'bad',
}

/** What was sent to one webhook, and what came back. */
export function Deliveries({ webhookId }: { webhookId: string }) {
  const t = useText()
  const list = useList(listDeliveries, {
    filters: ['state', 'event'],
    fixed: { webhookId: [webhookId] },
  })
  const [shown, setShown] = useState<DeliveryRow>()
  const columns: Column<DeliveryRow>[] = [
    {
      id: 'at',
      header: t('system.webhooks.at'),
      sort: 'at',
      cell: (row) => <DateTime at={row.at} />,
    },
    {
      id: 'event',
      header: t('system.webhooks.event'),
      sort: 'event',
      cell: (row) => <code className="font-mono text-sm">{row.event}</code>,
    },
    {
      id: 'state',
      header: t('system.webhooks.state'),
      cell: (row) => <Badge tone={TONES[row.state]}>{t(`system.webhooks.${row.state}`)}</Badge>,
    },
    {
      id: 'attempts',
      header: t('system.webhooks.attempts'),
      align: 'end',
      cell: (row) => row.attempts,
    },
    {
      id: 'answer',
      header: t('system.webhooks.answer'),
      cell: (row) => row.lastStatus ?? row.lastError ?? t('system.webhooks.noAnswer'),
    },
    {
      id: 'next',
      header: t('system.webhooks.next'),
      cell: (row) => (row.nextAt ? <RelativeTime at={row.nextAt} /> : '–'),
    },
  ]
  return (
    <>
      <DataTable
        name="deliveries"
        label={t('system.webhooks.deliveries')}
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
        rowName={(row) => row.event}
        onOpen={setShown}
        searchIn={t('system.webhooks.searchInLog')}
        filters={[
          {
            id: 'state',
            label: t('system.webhooks.state'),
            options: DELIVERY_STATES.map((value) => ({
              value,
              label: t(`system.webhooks.${value}`),
            })),
          },
        ]}
        empty={<EmptyState icon={Inbox} title={t('system.webhooks.noDeliveries')} />}
      />
      {shown && <DeliveryPanel deliveryId={shown.id} onClose={() => setShown(undefined)} />}
    </>
  )
}

function DeliveryPanel({ deliveryId, onClose }: { deliveryId: string; onClose: () => void }) {
  const t = useText()
  const mayNot = useMayNot()
  const delivery = useCall(readDelivery, { deliveryId })
  const replay = useMutate(replayDelivery)

  async function again() {
    try {
      await replay.mutateAsync({ deliveryId })
      toast.good(t('system.webhooks.replayed'))
      onClose()
    } catch (error) {
      toastProblem(error, t)
    }
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('system.webhooks.detail')}
      shape="side"
      footer={
        <Button
          look="primary"
          icon={<RotateCw />}
          busy={replay.isPending}
          onClick={() => void again()}
          disabledBecause={mayNot('platform.webhooks-manage')}
        >
          {t('system.webhooks.replay')}
        </Button>
      }
    >
      <Loaded of={delivery}>
        {(loaded) => (
          <div className="grid gap-6">
            <section className="grid gap-2">
              <h3 className="font-semibold">{t('system.webhooks.body')}</h3>
              <CodeBlock code={loaded.body} label={t('system.webhooks.body')} />
            </section>
            <section className="grid gap-2">
              <h3 className="font-semibold">{t('system.webhooks.tries')}</h3>
              <ol className="grid gap-2">
                {loaded.tries.map((one) => (
                  <li key={one.at} className="grid gap-1 rounded-md border bg-sunken px-3 py-2">
                    <p className="flex flex-wrap justify-between gap-x-4">
                      <DateTime at={one.at} />
                      <span className="font-medium">
                        {one.status ?? one.error ?? t('system.webhooks.noAnswer')}
                      </span>
                      <span className="text-soft">
                        {t('system.webhooks.took', { ms: one.duration_ms })}
                      </span>
                    </p>
                    {one.answer && (
                      <pre className="overflow-x-auto font-mono text-xs text-soft">
                        {one.answer}
                      </pre>
                    )}
                  </li>
                ))}
              </ol>
            </section>
          </div>
        )}
      </Loaded>
    </Dialog>
  )
}
