import { FileText, RefreshCw } from 'lucide-react'
import { kes, moneyToWire, type MoneyOnWire } from '#kernel/money.ts'
import {
  readMoney,
  readStatement,
  renewService,
  type MoneyOf,
  type NextPrice,
  type Statement,
} from '#modules/billing/contract.ts'
import type { Subscriber } from '#modules/subscribers/contract.ts'
import { AdjustmentsCard } from '#web/admin/billing/AdjustmentsCard.tsx'
import { AheadCard } from '#web/admin/billing/AheadCard.tsx'
import { DunningCard } from '#web/admin/billing/DunningCard.tsx'
import { MoneyActions } from '#web/admin/billing/MoneyActions.tsx'
import { ServiceLevelCard } from '#web/admin/billing/ServiceLevelCard.tsx'
import { AskToPay } from '#web/admin/payments/AskToPay.tsx'
import { StandingOrderCard } from '#web/admin/payments/StandingOrders.tsx'
import { PayByQr } from '#web/admin/payments/PayByQr.tsx'
import { TakePayment } from '#web/admin/payments/TakePayment.tsx'
import { useCall, useMutate } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { ButtonLink, Link } from '#web/ui/Link.tsx'
import { Loaded, toastProblem } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'
import { DateTime, Day, Money } from '#web/ui/values.tsx'

type Props = { subscriber: Subscriber }

/** What a subscriber has and owes, what comes next, and how it came to this. */
export function MoneyPart({ subscriber }: Props) {
  const money = useCall(readMoney, { subscriberId: subscriber.id })
  const statement = useCall(readStatement, { subscriberId: subscriber.id })
  return (
    <div className="grid items-start gap-6 xl:grid-cols-2">
      <Loaded of={money}>
        {(loaded) => (
          <div className="grid gap-6">
            <Balance money={loaded} subscriber={subscriber} />
            <DunningCard subscriber={subscriber} />
            <AdjustmentsCard subscriber={subscriber} />
            <ServiceLevelCard subscriber={subscriber} />
            <Next money={loaded} subscriber={subscriber} />
            <AheadCard subscriber={subscriber} />
            <StandingOrderCard
              subscriberId={subscriber.id}
              phone={mainPhone(subscriber)}
              amount={renewingOf(loaded)}
            />
          </div>
        )}
      </Loaded>
      <Loaded of={statement}>
        {(loaded) => <StatementCard statement={loaded} subscriberId={subscriber.id} />}
      </Loaded>
    </div>
  )
}

/** What renews by itself costs so much: that is what a standing order is for. */
function renewingOf({ next }: MoneyOf): MoneyOnWire {
  const renewing = next.filter(({ autoRenew }) => autoRenew)
  return moneyToWire(kes(renewing.reduce((sum, { price }) => sum + BigInt(price.cents), 0n)))
}

function mainPhone({ contacts }: Subscriber): string | undefined {
  return contacts.find(({ channel, purpose }) => channel === 'phone' && purpose === 'main')?.value
}

function Balance({ money, subscriber }: { money: MoneyOf } & Props) {
  const t = useText()
  return (
    <Card
      title={t('billing.money.balance')}
      actions={
        <span className="flex flex-wrap gap-2">
          <TakePayment subscriber={subscriber} />
          <AskToPay
            subscriberId={subscriber.id}
            phone={mainPhone(subscriber)}
            amount={money.owed}
          />
          <PayByQr subscriberId={subscriber.id} amount={money.owed} />
          <MoneyActions subscriber={subscriber} />
        </span>
      }
    >
      <Facts
        facts={[
          { label: t('billing.money.wallet'), value: <Money of={money.wallet} /> },
          { label: t('billing.money.owed'), value: <Money of={money.owed} /> },
          ...(money.overdueSince === null
            ? []
            : [
                {
                  label: t('billing.money.overdue'),
                  value: (
                    <>
                      <Day on={money.overdueSince} /> · <Money of={money.overdue} />
                    </>
                  ),
                },
              ]),
        ]}
      />
      <p className="mt-4">
        <Link to={`${paths.invoices()}?subscriber=${money.subscriberId}`}>
          {t('billing.money.invoices')}
        </Link>{' '}
        ·{' '}
        <Link to={`${paths.quotations()}?subscriber=${money.subscriberId}`}>
          {t('billing.quotation.all')}
        </Link>
      </p>
    </Card>
  )
}

function Next({ money, subscriber }: { money: MoneyOf } & Props) {
  const t = useText()
  return (
    <Card
      title={t('billing.money.next')}
      actions={
        money.next.length > 0 && (
          <ButtonLink size="sm" look="quiet" to={paths.proForma(subscriber.id)}>
            {t('documents.proForma')}
          </ButtonLink>
        )
      }
    >
      {money.next.length === 0 && <p className="text-soft">{t('billing.money.noNext')}</p>}
      <ul className="divide-y">
        {money.next.map((one) => (
          <NextOne key={one.serviceId} next={one} subscriber={subscriber} />
        ))}
      </ul>
    </Card>
  )
}

function NextOne({ next, subscriber }: { next: NextPrice } & Props) {
  const t = useText()
  const language = useLanguage()
  const mayNot = useMayNot()
  const renew = useMutate(renewService)
  const isMissing = BigInt(next.missing.cents) > 0n

  async function renewNow() {
    try {
      await renew.mutateAsync({ serviceId: next.serviceId })
      toast.good(t('billing.money.renewed'))
    } catch (error) {
      toastProblem(error, t)
    }
  }

  return (
    <li className="grid gap-1.5 py-3 first:pt-0 last:pb-0">
      <span className="flex flex-wrap items-center justify-between gap-2">
        <Link to={paths.service(next.serviceId)}>{next.plan}</Link>
        <Money of={next.price} />
      </span>
      <span className="text-sm text-soft">
        {next.paidUntil === null ? (
          t('billing.money.notPaid')
        ) : (
          <>
            {t('billing.money.paidUntil')} <DateTime at={next.paidUntil} />.
          </>
        )}{' '}
        {!next.autoRenew && t('billing.money.byHand')}
      </span>
      <span className="text-sm">
        {t(next.autoRenew ? 'billing.money.buys' : 'billing.money.renewingBuys')}:{' '}
        {next.lines.map((words) => words[language]).join('; ')}
      </span>
      <span className="flex flex-wrap items-center justify-between gap-2 text-sm">
        {isMissing ? (
          <span className="text-warn-text">
            {t('billing.money.missing')}: <Money of={next.missing} />
          </span>
        ) : (
          t('billing.money.enough')
        )}
        <Button
          size="sm"
          icon={<RefreshCw />}
          busy={renew.isPending}
          onClick={() => void renewNow()}
          disabledBecause={
            mayNot(renewService, subscriber.siteId ?? undefined) ||
            (isMissing && t('billing.money.missing'))
          }
        >
          {t('billing.money.renew')}
        </Button>
      </span>
    </li>
  )
}

function StatementCard({
  statement,
  subscriberId,
}: {
  statement: Statement
  subscriberId: string
}) {
  const t = useText()
  return (
    <Card
      title={t('billing.money.statement')}
      hint={
        <>
          <Day on={statement.from} /> – <Day on={statement.to} />
        </>
      }
      actions={
        <ButtonLink size="sm" look="quiet" icon={<FileText />} to={paths.statement(subscriberId)}>
          {t('billing.money.onPaper')}
        </ButtonLink>
      }
    >
      {statement.entries.length === 0 && (
        <p className="text-soft">{t('billing.money.noEntries')}</p>
      )}
      <ul className="divide-y">
        {statement.entries.toReversed().map((entry) => (
          <li key={entry.id} className="grid grid-cols-[1fr_auto] gap-x-4 py-2">
            <span>
              {t(`billing.money.kinds.${entry.kind}`)} <Subject entry={entry} />
            </span>
            <span className="text-right">
              <Money of={turned(entry.amount)} signed />
            </span>
            <span className="text-sm text-soft">
              <DateTime at={entry.at} />
            </span>
            <span className="text-right text-sm text-soft">
              <BalanceWords of={entry.balance} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** As the subscriber sees it: what they pay counts for them, what they are charged against them. */
function turned(amount: Statement['after']): Statement['after'] {
  return { ...amount, cents: String(-BigInt(amount.cents)) }
}

function Subject({ entry }: { entry: Statement['entries'][number] }) {
  const { kind, subjectId, memo } = entry
  if (kind === 'invoice' && subjectId !== null)
    return <Link to={paths.invoice(subjectId)}>{memo}</Link>
  if (kind.startsWith('payment') && subjectId !== null)
    return <Link to={paths.payment(subjectId)}>{memo}</Link>
  if (kind === 'credit-note' && subjectId !== null)
    return <Link to={paths.creditNote(subjectId)}>{memo}</Link>
  return <span className="text-soft">{memo}</span>
}

/** A balance without a sign that somebody has to learn. */
function BalanceWords({ of }: { of: Statement['after'] }) {
  const t = useText()
  const cents = BigInt(of.cents)
  const amount = { ...of, cents: String(cents < 0n ? -cents : cents) }
  return (
    <>
      {cents > 0n ? t('billing.money.owes') : t('billing.money.has')} <Money of={amount} />
    </>
  )
}
