import { useParams } from '@tanstack/react-router'
import { ReceiptText } from 'lucide-react'
import { useState } from 'react'
import { readPayment, type Payment } from '#modules/payments/contract.ts'
import { useActorName } from '#web/admin/audit/use-actor-name.ts'
import { OwnerName, Receipt } from '#web/admin/payments/columns.tsx'
import { PaymentActions, type Chosen } from '#web/admin/payments/PaymentActions.tsx'
import { RefundsCard } from '#web/admin/payments/RefundsCard.tsx'
import { SentBack } from '#web/admin/payments/SendBack.tsx'
import { SuggestionsCard } from '#web/admin/payments/SuggestionsCard.tsx'
import { STATE_TONES } from '#web/admin/payments/words.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Banner } from '#web/ui/Banner.tsx'
import { Card } from '#web/ui/Card.tsx'
import { cn } from '#web/ui/cn.ts'
import { Facts } from '#web/ui/Facts.tsx'
import { ButtonLink, Link } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { Timeline } from '#web/ui/Timeline.tsx'
import { DateTime, Money, Phone } from '#web/ui/values.tsx'

export function PaymentPage() {
  const { paymentId = '' } = useParams({ strict: false })
  const payment = useCall(readPayment, { paymentId })
  return (
    <Loaded of={payment} skeleton={<PageSkeleton />}>
      {(loaded) => <OnePayment key={loaded.id} payment={loaded} />}
    </Loaded>
  )
}

/** One payment: what came, whose it is, and what became of it. */
function OnePayment({ payment }: { payment: Payment }) {
  const t = useText()
  const [chosen, setChosen] = useState<Chosen>()
  const told = payment.sightings.filter(({ differs }) => differs)
  return (
    <Page
      title={t('payments.one', { number: payment.number })}
      mark={
        <Badge tone={STATE_TONES[payment.state]}>{t(`payments.states.${payment.state}`)}</Badge>
      }
      lead={
        <>
          <Money of={payment.amount} /> · {t(`payments.rails.${payment.rail}`)}{' '}
          <Receipt of={payment} />
        </>
      }
      crumbs={[{ label: t('payments.title'), to: paths.payments() }]}
      actions={
        <>
          {payment.state !== 'suspense' && payment.owner && (
            <ButtonLink icon={<ReceiptText />} to={paths.receipt(payment.id)}>
              {t('documents.receipt')}
            </ButtonLink>
          )}
          <PaymentActions payment={payment} chosen={chosen} onChosen={() => setChosen(undefined)} />
        </>
      }
    >
      <SentBack payment={payment} />
      {told.map(({ channel, amount }) => (
        <Banner
          key={`${channel} ${amount.cents}`}
          tone="warn"
          title={t('payments.differs')}
          className="mb-5"
        >
          {t('payments.differsHint', { channel })} <Money of={amount} />
        </Banner>
      ))}
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <What payment={payment} />
        <div className={cn('grid gap-6', payment.state === 'suspense' && 'max-lg:order-first')}>
          {payment.state === 'suspense' && (
            <SuggestionsCard paymentId={payment.id} onChoose={setChosen} />
          )}
          <RefundsCard payment={payment} />
          <Told payment={payment} />
        </div>
      </div>
    </Page>
  )
}

function What({ payment }: { payment: Payment }) {
  const t = useText()
  const actorName = useActorName()
  const { payer } = payment
  return (
    <Card title={t('payments.details')}>
      <Facts
        facts={[
          { label: t('payments.owner'), value: <OwnerName of={payment.owner} /> },
          {
            label: t('payments.matchedBy'),
            value: payment.matchedBy === null ? '–' : t(`payments.matched.${payment.matchedBy}`),
          },
          { label: t('payments.receipt'), value: payment.receipt, copy: payment.receipt },
          { label: t('payments.account'), value: payment.account ?? '–' },
          { label: t('payments.payerName'), value: payer?.name ?? '–' },
          {
            label: t('payments.payerPhone'),
            value: payer?.phone ? <Phone of={payer.phone} /> : shortened(payer?.told ?? '–'),
          },
          { label: t('payments.paidAt'), value: <DateTime at={payment.paidAt} /> },
          { label: t('payments.receivedAt'), value: <DateTime at={payment.receivedAt} /> },
          { label: t('payments.channel'), value: payment.channel },
          {
            label: t('payments.by'),
            value: actorName({ actorKind: payment.by.kind, actorId: payment.by.id }),
          },
          { label: t('payments.note'), value: payment.note ?? '–' },
          {
            label: t('payments.inLedger'),
            value: (
              <Link to={`${paths.ledger('journals')}?subject=${payment.id}`}>
                {t('payments.journals')}
              </Link>
            ),
          },
        ]}
      />
    </Card>
  )
}

/** Nobody reads a hash to its end. */
function shortened(told: string): string {
  return told.length > 20 ? `${told.slice(0, 12)}…` : told
}

/** Who gave it to whom, and which other channels told of it. */
function Told({ payment }: { payment: Payment }) {
  const t = useText()
  const actorName = useActorName()
  const entries = [
    ...payment.assignments.map((assignment) => ({
      id: `assignment ${assignment.at}`,
      at: assignment.at,
      title:
        assignment.to === null
          ? t('payments.wasTaken')
          : t('payments.wasGiven', { name: assignment.to.name }),
      by: actorName({ actorKind: assignment.by.kind, actorId: assignment.by.id }),
      detail: assignment.reason,
    })),
    ...payment.sightings.map((seen) => ({
      id: `sighting ${seen.channel} ${seen.amount.cents}`,
      at: seen.seenAt,
      title: t('payments.wasSeen', { channel: seen.channel }),
      detail: <Money of={seen.amount} />,
    })),
  ].toSorted((a, b) => (a.at < b.at ? 1 : -1))
  if (entries.length === 0) return null
  return (
    <Card title={t('payments.history')}>
      <Timeline label={t('payments.history')} entries={entries} />
    </Card>
  )
}
