import { Coins } from 'lucide-react'
import { readSpending } from '#modules/messaging/contract.ts'
import type { ParsedReplyOf } from '#kernel/endpoint.ts'
import { MessagingPage } from '#web/admin/messaging/MessagingPage.tsx'
import { usePurpose } from '#web/admin/messaging/use-purpose.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Card } from '#web/ui/Card.tsx'
import { Chart } from '#web/ui/chart/Chart.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Link } from '#web/ui/Link.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { Progress } from '#web/ui/Progress.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { StatTile } from '#web/ui/StatTile.tsx'
import { Money } from '#web/ui/values.tsx'

/** What messages cost in this month, for what, and how much of the budget is left. */
export function SpendingPage() {
  const spending = useCall(readSpending, {})
  return (
    <MessagingPage here={paths.messages('spending')}>
      <Loaded of={spending} skeleton={<PageSkeleton />}>
        {(loaded) => <Spending spending={loaded} />}
      </Loaded>
    </MessagingPage>
  )
}

function Spending({ spending }: { spending: ParsedReplyOf<typeof readSpending> }) {
  const t = useText()
  const purposeOf = usePurpose()
  const { budget, spent, messages, parts, heldBack, byPurpose, byDay } = spending
  return (
    <div className="grid gap-6">
      <div className="grid gap-4 sm:grid-cols-3">
        <StatTile
          label={t('messaging.spending.spent')}
          value={<Money of={spent} />}
          hint={
            budget === null ? (
              <>
                {t('messaging.spending.noBudget')}{' '}
                <Link to={paths.settings('messaging')}>{t('messaging.spending.setBudget')}</Link>
              </>
            ) : (
              <span className="grid gap-2">
                <Progress
                  label={t('messaging.spending.spent')}
                  value={Number(spent.cents)}
                  max={Number(budget.cents)}
                  tone={spent.cents > budget.cents ? 'bad' : 'accent'}
                />
                <Money of={budget} />
              </span>
            )
          }
        />
        <StatTile
          label={t('messaging.spending.messages')}
          value={messages}
          hint={t('messaging.spending.partsOf', { parts })}
        />
        <StatTile
          label={t('messaging.spending.heldBack')}
          value={heldBack}
          hint={t('messaging.spending.heldBackHint')}
        />
      </div>
      {messages === 0 ? (
        <EmptyState icon={Coins} title={t('messaging.spending.none')}>
          {t('messaging.spending.noneHint')}
        </EmptyState>
      ) : (
        <div className="grid items-start gap-6 lg:grid-cols-2">
          <Card title={t('messaging.spending.byPurpose')}>
            <ul className="grid divide-y">
              {byPurpose.map((one) => (
                <li key={one.purpose} className="flex items-baseline gap-3 py-2">
                  <span className="min-w-0 flex-1">{purposeOf(one.purpose)}</span>
                  <span className="tnum text-soft">{one.messages}</span>
                  <span className="tnum w-24 text-right">
                    <Money of={one.cost} />
                  </span>
                </li>
              ))}
            </ul>
          </Card>
          <Card title={t('messaging.spending.byDay')}>
            <Chart
              kind="bar"
              label={t('messaging.spending.byDay')}
              series={[{ key: 'messages', label: t('messaging.spending.messages') }]}
              data={byDay.map((day) => ({ at: day.day, messages: day.messages }))}
              format={String}
            />
          </Card>
        </div>
      )}
    </div>
  )
}
