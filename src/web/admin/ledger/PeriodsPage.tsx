import {
  CalendarCheck,
  CircleAlert,
  CircleCheck,
  Lock,
  LockOpen,
  TriangleAlert,
} from 'lucide-react'
import { useState } from 'react'
import { kes } from '#kernel/money.ts'
import {
  closePeriod,
  listPeriods,
  reopenPeriod,
  type Period,
  type PeriodCheck,
  type Periods,
} from '#modules/ledger/contract.ts'
import { useActorName } from '#web/admin/audit/use-actor-name.ts'
import { LedgerPage } from '#web/admin/ledger/LedgerPage.tsx'
import { SumTable } from '#web/admin/ledger/SumTable.tsx'
import { useCall } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { localeOf } from '#web/ui/format.ts'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { Money, RelativeTime } from '#web/ui/values.tsx'

/** Months that are closed, the next one to close with its checks, and who closed and reopened what. */
export function PeriodsPage() {
  const t = useText()
  const periods = useCall(listPeriods, {})
  return (
    <LedgerPage here={paths.ledger('periods')}>
      <Loaded of={periods} skeleton={<PageSkeleton />}>
        {(loaded) =>
          loaded.periods.length === 0 ? (
            <EmptyState icon={CalendarCheck} title={t('ledger.periods.empty')}>
              {t('ledger.periods.emptyHint')}
            </EmptyState>
          ) : (
            <AllPeriods periods={loaded} />
          )
        }
      </Loaded>
    </LedgerPage>
  )
}

/** `November 2026`. */
function useMonth(): (month: string) => string {
  const language = useLanguage()
  return (month) =>
    Temporal.PlainDate.from(month).toLocaleString(localeOf(language), {
      month: 'long',
      year: 'numeric',
    })
}

function AllPeriods({ periods }: { periods: Periods }) {
  const t = useText()
  const mayNot = useMayNot()
  const monthOf = useMonth()
  const [asked, setAsked] = useState<{ what: 'close' | 'reopen'; month: string }>()
  const { next } = periods
  const stops = next?.checks.some(({ outcome }) => outcome === 'stop') === true
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      {next && (
        <Card
          title={t('ledger.periods.next', { month: monthOf(next.month) })}
          hint={t('ledger.periods.nextHint')}
          footer={
            <Button
              look="primary"
              icon={<Lock />}
              onClick={() => setAsked({ what: 'close', month: next.month })}
              disabledBecause={mayNot(closePeriod) || (stops && t('ledger.periods.stopped'))}
            >
              {t('ledger.periods.close')}
            </Button>
          }
        >
          <ul className="grid gap-2.5">
            {next.checks.map((check) => (
              <Check key={check.name} check={check} />
            ))}
          </ul>
        </Card>
      )}
      <Table
        periods={periods}
        onReopen={(month) => setAsked({ what: 'reopen', month })}
        refused={mayNot(reopenPeriod)}
      />
      {asked?.what === 'close' && (
        <Ask month={asked.month} what="close" onClose={() => setAsked(undefined)} />
      )}
      {asked?.what === 'reopen' && (
        <Ask month={asked.month} what="reopen" onClose={() => setAsked(undefined)} />
      )}
    </div>
  )
}

const OUTCOMES = {
  fine: { icon: CircleCheck, ink: 'text-good-text' },
  look: { icon: TriangleAlert, ink: 'text-warn-text' },
  stop: { icon: CircleAlert, ink: 'text-bad-text' },
}

const IN_MONEY = new Set(['balanced', 'no-rounding', 'no-suspense', 'no-refunds-on-their-way'])

function Check({ check }: { check: PeriodCheck }) {
  const t = useText()
  const { icon: Icon, ink } = OUTCOMES[check.outcome]
  return (
    <li className="flex items-start gap-2.5">
      <Icon aria-hidden="true" className={`mt-0.5 size-4.5 shrink-0 ${ink}`} />
      <span>
        <span className="sr-only">{t(`ledger.periods.outcome.${check.outcome}`)}: </span>
        {check.outcome === 'fine'
          ? t(`ledger.periods.check.${check.name}`)
          : t(`ledger.periods.otherwise.${check.name}`)}
        {check.found !== null && (
          <span className={`ml-1.5 font-medium ${ink}`}>
            {IN_MONEY.has(check.name) ? <Money of={kes(BigInt(check.found))} /> : check.found}
          </span>
        )}
      </span>
    </li>
  )
}

function Table({
  periods: { periods, reopenable },
  onReopen,
  refused,
}: {
  periods: Periods
  onReopen: (month: string) => void
  refused: string | false
}) {
  const t = useText()
  const monthOf = useMonth()
  const actorName = useActorName()
  return (
    <SumTable
      label={t('ledger.periods.title')}
      rows={periods}
      rowKey={(period) => period.month}
      columns={[
        { id: 'month', header: t('ledger.periods.month'), cell: (period) => monthOf(period.month) },
        {
          id: 'state',
          header: t('ledger.periods.state'),
          cell: (period) => (
            <Badge tone={period.state === 'closed' ? 'good' : 'neutral'}>
              {t(`ledger.periods.is.${period.state}`)}
            </Badge>
          ),
        },
        {
          id: 'last',
          header: t('ledger.periods.last'),
          wide: true,
          cell: (period: Period) => {
            const [last] = period.changes
            return last ? (
              <span className="grid">
                <span>{last.reason}</span>
                <span className="text-sm text-soft">
                  {actorName({ actorKind: last.by.kind, actorId: last.by.id })},{' '}
                  <RelativeTime at={last.at} />
                </span>
              </span>
            ) : (
              '–'
            )
          },
        },
        {
          id: 'action',
          header: '',
          align: 'end',
          cell: (period) =>
            period.month === reopenable && (
              <Button
                size="sm"
                icon={<LockOpen />}
                onClick={() => onReopen(period.month)}
                disabledBecause={refused}
              >
                {t('ledger.periods.reopen')}
              </Button>
            ),
        },
      ]}
    />
  )
}

function Ask({
  month,
  what,
  onClose,
}: {
  month: string
  what: 'close' | 'reopen'
  onClose: () => void
}) {
  const t = useText()
  const monthOf = useMonth()
  const form = useContractForm(what === 'close' ? closePeriod : reopenPeriod, {
    defaults: { month, reason: '' },
    onDone: onClose,
  })
  return (
    <Dialog
      open
      onClose={onClose}
      size="sm"
      title={t(`ledger.periods.ask.${what}`, { month: monthOf(month) })}
      hint={t(`ledger.periods.askHint.${what}`)}
    >
      <Form form={form} submit={t(`ledger.periods.${what}`)} onCancel={onClose}>
        <TextField label={t('ledger.reason')} autoFocus {...form.field('reason')} />
      </Form>
    </Dialog>
  )
}
