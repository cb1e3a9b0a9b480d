import { useState } from 'react'
import {
  claimVatRelief,
  readAdjustments,
  recoverDebt,
  returnDeposit,
  undoAdjustment,
  useDeposit as spendDeposit,
  type Adjustment,
  type Adjustments,
} from '#modules/billing/contract.ts'
import type { Subscriber } from '#modules/subscribers/contract.ts'
import { AdjustmentForm, type AdjustmentStep } from '#web/admin/billing/AdjustmentForms.tsx'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { Link } from '#web/ui/Link.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { DateTime, Day, Money } from '#web/ui/values.tsx'

/** Deposits, debts that were given up, withheld tax and goodwill. Nothing where nothing of the kind was ever booked. */
export function AdjustmentsCard({ subscriber }: { subscriber: Subscriber }) {
  const loaded = useCall(readAdjustments, { subscriberId: subscriber.id })
  return (
    <Loaded of={loaded} skeleton={<></>}>
      {(all) =>
        all.adjustments.length + all.awaited.length === 0 ? null : (
          <Booked all={all} siteId={subscriber.siteId ?? undefined} />
        )
      }
    </Loaded>
  )
}

function Booked({ all, siteId }: { all: Adjustments; siteId: string | undefined }) {
  const t = useText()
  const [asked, setAsked] = useState<{ one: Adjustment; step: AdjustmentStep }>()
  return (
    <Card title={t('billing.byHand.title')}>
      <Facts
        facts={[
          ...(BigInt(all.deposits.cents) > 0n
            ? [{ label: t('billing.byHand.deposits'), value: <Money of={all.deposits} /> }]
            : []),
          ...all.awaited.map(({ invoiceId, code, amount }) => ({
            label: t('billing.certificates.awaited'),
            value: (
              <>
                <Money of={amount} /> · <Link to={paths.invoice(invoiceId)}>{code}</Link>
              </>
            ),
          })),
        ]}
      />
      <ul className="divide-y">
        {all.adjustments.map((one) => (
          <One key={one.id} one={one} siteId={siteId} onAsk={(step) => setAsked({ one, step })} />
        ))}
      </ul>
      {asked && (
        <AdjustmentForm
          one={asked.one}
          step={asked.step}
          subscriberId={all.subscriberId}
          onClose={() => setAsked(undefined)}
        />
      )}
    </Card>
  )
}

/** What can come of each kind. */
function stepsOf({ kind, left, undone, isUsed, isRelieved }: Adjustment): AdjustmentStep[] {
  if (undone) return []
  const hasLeft = left !== null && BigInt(left.cents) > 0n
  return [
    ...(kind === 'deposit' && hasLeft ? (['use', 'return'] as const) : []),
    ...(kind === 'write-off' && hasLeft ? (['recover'] as const) : []),
    ...(kind === 'write-off' && hasLeft && !isRelieved ? (['relieve'] as const) : []),
    ...(!isUsed ? (['undo'] as const) : []),
  ]
}

const ENDPOINTS = {
  use: spendDeposit,
  return: returnDeposit,
  recover: recoverDebt,
  relieve: claimVatRelief,
  undo: undoAdjustment,
} as const

function One({
  one,
  siteId,
  onAsk,
}: {
  one: Adjustment
  siteId: string | undefined
  onAsk: (step: AdjustmentStep) => void
}) {
  const t = useText()
  const mayNot = useMayNot()
  const { kind, left, undone, invoice, certificate } = one
  return (
    <li className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 py-3 last:pb-0">
      <span className="flex flex-wrap items-center gap-2">
        {t(`billing.byHand.kinds.${kind}`)}
        {undone && <Badge>{t('billing.byHand.undone')}</Badge>}
        {invoice && <Link to={paths.invoice(invoice.id)}>{invoice.code}</Link>}
      </span>
      <span className={undone ? 'text-faint line-through' : undefined}>
        <Money of={one.amount} />
      </span>
      <span className="col-span-2 text-sm text-soft">
        <DateTime at={one.at} /> ·{' '}
        {certificate ? (
          <>
            {certificate.number}, <Day on={certificate.on} />
          </>
        ) : (
          one.reason
        )}
        {undone && ` · ${undone.why}`}
        {left && left.cents !== one.amount.cents && (
          <>
            {' '}
            · {t('billing.byHand.leftOver')} <Money of={left} />
          </>
        )}
      </span>
      {stepsOf(one).length > 0 && (
        <span className="col-span-2 flex flex-wrap gap-2">
          {stepsOf(one).map((step) => (
            <Button
              key={step}
              size="sm"
              look="quiet"
              onClick={() => onAsk(step)}
              disabledBecause={mayNot(ENDPOINTS[step], siteId)}
            >
              {t(`billing.byHand.steps.${step}`)}
            </Button>
          ))}
        </span>
      )}
    </li>
  )
}
