import { FileSignature, Plus } from 'lucide-react'
import { useState } from 'react'
import { listAgreedPrices } from '#modules/catalog/contract.ts'
import {
  endContract,
  listContracts,
  startContract,
  writeContract,
  type Contract,
  type Subscriber,
} from '#modules/subscribers/contract.ts'
import { AgreedPrices } from '#web/admin/catalog/AgreedPrices.tsx'
import { ContractFacts } from '#web/admin/subscribers/ContractFacts.tsx'
import { EndContract } from '#web/admin/subscribers/EndContract.tsx'
import { ChangeContract, WriteContract } from '#web/admin/subscribers/WriteContract.tsx'
import { useCall, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useCan, useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'

type Props = { subscriber: Subscriber }

export function ContractsPart({ subscriber }: Props) {
  const t = useText()
  const can = useCan()
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
          {can(listAgreedPrices) && (
            <AgreedPrices
              holders={[
                { kind: 'subscriber', id: subscriber.id, label: t('services.agreed.subscriber') },
                ...all
                  .filter(({ state }) => state === 'active')
                  .slice(0, 19)
                  .map(({ id, name }) => ({ kind: 'contract' as const, id, label: name })),
              ]}
              planId={null}
            />
          )}
          {writing && <WriteContract subscriber={subscriber} onClose={() => setWriting(false)} />}
        </div>
      )}
    </Loaded>
  )
}

function ContractCard({ contract, subscriber }: Props & { contract: Contract }) {
  const t = useText()
  const mayNot = useMayNot()
  const [asking, setAsking] = useState<'start' | 'end' | 'change'>()
  const start = useMutate(startContract, {
    refresh: ['subscribers', 'services', 'billing'],
    onDone: () => toast.good(t('subscribers.contracts.started')),
  })
  const which = { subscriberId: subscriber.id, contractId: contract.id, version: contract.version }
  const siteId = subscriber.siteId ?? undefined
  const close = () => setAsking(undefined)
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
            <>
              <Button
                size="sm"
                disabledBecause={mayNot(startContract, siteId)}
                onClick={() => setAsking('change')}
              >
                {t('subscribers.contracts.edit')}
              </Button>
              <Button
                size="sm"
                look="primary"
                disabledBecause={mayNot(startContract, siteId)}
                onClick={() => setAsking('start')}
              >
                {t('subscribers.contracts.start')}
              </Button>
            </>
          )}
          {contract.state !== 'ended' && (
            <Button
              size="sm"
              look="danger-quiet"
              disabledBecause={mayNot(endContract, siteId)}
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
        onClose={close}
        title={t('subscribers.contracts.startTitle', { name: contract.name })}
        action={t('subscribers.contracts.start')}
        run={() => start.mutateAsync(which)}
      >
        {t('subscribers.contracts.startBody')}
      </Confirm>
      {asking === 'change' && <ChangeContract contract={contract} onClose={close} />}
      {asking === 'end' && (
        <EndContract contract={contract} siteId={subscriber.siteId} onClose={close} />
      )}
    </Card>
  )
}
