import { FileSignature, Plus } from 'lucide-react'
import { useState } from 'react'
import {
  endContract,
  listContracts,
  startContract,
  writeContract,
  type Contract,
  type Subscriber,
} from '#modules/subscribers/contract.ts'
import { WriteContract } from '#web/admin/subscribers/WriteContract.tsx'
import { useCall, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { useToday } from '#web/ui/zone.ts'
import { Loaded } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'
import { Day, Rate } from '#web/ui/values.tsx'

type Props = { subscriber: Subscriber }

export function ContractsPart({ subscriber }: Props) {
  const t = useText()
  const mayNot = useMayNot()
  const [writing, setWriting] = useState(false)
  const contracts = useCall(listContracts, { subscriberId: subscriber.id })
  const add = (
    <Button
      icon={<Plus />}
      onClick={() => setWriting(true)}
      disabledBecause={mayNot(writeContract, subscriber.siteId ?? undefined)}
    >
      {t('subscribers.contracts.add')}
    </Button>
  )
  return (
    <Loaded of={contracts}>
      {({ contracts: all }) => (
        <div className="grid gap-6">
          {all.length === 0 ? (
            <Card>
              <EmptyState
                icon={FileSignature}
                title={t('subscribers.contracts.title')}
                action={add}
              >
                {t('subscribers.contracts.none')}
              </EmptyState>
            </Card>
          ) : (
            <div className="flex justify-end">{add}</div>
          )}
          {all.map((contract) => (
            <ContractCard key={contract.id} contract={contract} subscriber={subscriber} />
          ))}
          {writing && <WriteContract subscriber={subscriber} onClose={() => setWriting(false)} />}
        </div>
      )}
    </Loaded>
  )
}

function ContractCard({ contract, subscriber }: Props & { contract: Contract }) {
  const t = useText()
  const today = useToday()
  const mayNot = useMayNot()
  const [asking, setAsking] = useState<'start' | 'end'>()
  const start = useMutate(startContract, {
    onDone: () => toast.good(t('subscribers.contracts.started')),
  })
  const end = useMutate(endContract, {
    onDone: () => toast.good(t('subscribers.contracts.endedNow')),
  })
  const which = { subscriberId: subscriber.id, contractId: contract.id, version: contract.version }
  const refused = mayNot(startContract, subscriber.siteId ?? undefined)
  return (
    <Card
      title={contract.name}
      hint={contract.number}
      actions={
        <>
          <Badge tone={contract.state === 'active' ? 'good' : 'neutral'}>
            {t(`subscribers.contracts.states.${contract.state}`)}
          </Badge>
          {contract.state === 'draft' && (
            <Button
              size="sm"
              look="primary"
              disabledBecause={refused}
              onClick={() => setAsking('start')}
            >
              {t('subscribers.contracts.start')}
            </Button>
          )}
          {contract.state !== 'ended' && (
            <Button
              size="sm"
              look="danger-quiet"
              disabledBecause={refused}
              onClick={() => setAsking('end')}
            >
              {t('subscribers.contracts.end')}
            </Button>
          )}
        </>
      }
    >
      <ContractFacts contract={contract} />
      <Confirm
        open={asking === 'start'}
        onClose={() => setAsking(undefined)}
        title={t('subscribers.contracts.startTitle', { name: contract.name })}
        action={t('subscribers.contracts.start')}
        run={() => start.mutateAsync(which)}
      >
        {t('subscribers.contracts.startBody')}
      </Confirm>
      <Confirm
        open={asking === 'end'}
        onClose={() => setAsking(undefined)}
        title={t('subscribers.contracts.endTitle', { name: contract.name })}
        action={t('subscribers.contracts.end')}
        danger
        run={() => end.mutateAsync({ ...which, on: today.toString() })}
      >
        {t('subscribers.contracts.endBody')}
      </Confirm>
    </Card>
  )
}

function ContractFacts({ contract }: { contract: Contract }) {
  const t = useText()
  const { terms } = contract
  return (
    <Facts
      columns={2}
      facts={[
        { label: t('subscribers.contracts.from'), value: <Day on={contract.from} /> },
        {
          label: t('subscribers.contracts.until'),
          value: contract.until ? <Day on={contract.until} /> : '–',
        },
        {
          label: t('subscribers.contracts.renews'),
          value: t(`subscribers.contracts.renewal.${terms.renews}`),
        },
        {
          label: t('subscribers.contracts.early'),
          value: t(`subscribers.contracts.fees.${terms.earlyTermination.kind}`),
        },
        ...(terms.dedicated
          ? [
              {
                label: t('subscribers.contracts.dedicated'),
                value: (
                  <Rate
                    of={{
                      down_bps: terms.dedicated.downBps,
                      up_bps: terms.dedicated.upBps,
                    }}
                  />
                ),
              },
            ]
          : []),
      ]}
    />
  )
}
