import { RefreshCw } from 'lucide-react'
import { kes } from '#kernel/money.ts'
import {
  askBalances,
  readBalances,
  type Balance,
  type Balances,
} from '#modules/payments/contract.ts'
import { useAccountName } from '#web/admin/ledger/use-account-name.ts'
import { useCall, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Status } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { Loaded, toastProblem } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'
import { Money, RelativeTime } from '#web/ui/values.tsx'

const LOOK_EVERY_ms = 2_000

/** What M-Pesa says that we have there, next to what we think. */
export function BalancesCard() {
  const t = useText()
  const mayNot = useMayNot()
  const balances = useCall(
    readBalances,
    {},
    { refetchInterval: ({ state: { data } }) => (isAsked(data) ? LOOK_EVERY_ms : false) },
  )
  const ask = useMutate(askBalances, { refresh: ['payments'] })
  const askNow = () =>
    ask.mutate(
      {},
      {
        onSuccess: () => toast.good(t('payments.balances.asking')),
        onError: (error) => toastProblem(error, t),
      },
    )
  return (
    <Loaded of={balances}>
      {(now) =>
        now.balances.length === 0 ? null : (
          <Card
            title={t('payments.balances.title')}
            hint={t('payments.balances.hint')}
            actions={
              <Button
                size="sm"
                icon={<RefreshCw />}
                onClick={askNow}
                disabledBecause={
                  mayNot(askBalances) ||
                  (!now.balances.some(({ canAsk }) => canAsk) && t('payments.balances.cannot')) ||
                  (isAsked(now) && t('payments.balances.waits'))
                }
              >
                {t('payments.balances.ask')}
              </Button>
            }
          >
            <div className="grid gap-5">
              {now.accounts.map((account) => (
                <OneAccount key={account.code} of={account} />
              ))}
              <ul aria-label={t('payments.balances.shortcodes')} className="grid gap-3">
                {now.balances.map((balance) => (
                  <OneShortcode key={balance.shortcode.id} of={balance} />
                ))}
              </ul>
            </div>
          </Card>
        )
      }
    </Loaded>
  )
}

function isAsked(balances: Balances | undefined): boolean {
  return (balances?.balances ?? []).some(({ asked }) => asked !== null && asked.failed === null)
}

function OneAccount({ of }: { of: Balances['accounts'][number] }) {
  const t = useText()
  const accountName = useAccountName()
  const difference = BigInt(of.told.cents) - BigInt(of.booked.cents)
  return (
    <section className="grid gap-3 border-b pb-4">
      <h3 className="flex flex-wrap items-center justify-between gap-2 font-medium">
        {accountName(of)}
        <Verdict isWhole={of.isWhole} difference={difference} />
      </h3>
      <Facts
        facts={[
          { label: t('payments.balances.says'), value: <Money of={of.told} /> },
          { label: t('payments.balances.books'), value: <Money of={of.booked} /> },
          ...(difference === 0n
            ? []
            : [
                {
                  label: t('payments.balances.difference'),
                  value: <Money of={kes(difference)} signed />,
                },
              ]),
        ]}
      />
    </section>
  )
}

function Verdict({ isWhole, difference }: { isWhole: boolean; difference: bigint }) {
  const t = useText()
  if (!isWhole) return <Status tone="neutral">{t('payments.balances.partly')}</Status>
  return difference === 0n ? (
    <Status tone="good">{t('payments.balances.agrees')}</Status>
  ) : (
    <Status tone="warn">{t('payments.statements.differs')}</Status>
  )
}

function OneShortcode({ of }: { of: Balance }) {
  const { told } = of
  return (
    <li className="grid gap-1">
      <span className="flex flex-wrap items-baseline justify-between gap-2">
        <span>
          {of.shortcode.name} <span className="text-soft">{of.shortcode.number}</span>
        </span>
        {told && <Money of={told.amount} />}
      </span>
      <span className="text-sm text-soft">
        <Standing of={of} />
        {told &&
          told.parts.map(({ name, amount }) => (
            <span key={name}>
              {' · '}
              {name} <Money of={amount} />
            </span>
          ))}
      </span>
    </li>
  )
}

function Standing({ of: { canAsk, told, asked } }: { of: Balance }) {
  const t = useText()
  if (!canAsk) return t('payments.balances.cannot')
  if (asked !== null && asked.failed !== null)
    return t('payments.balances.failed', { said: asked.failed })
  if (asked !== null) return t('payments.balances.waits')
  if (told === null) return t('payments.balances.never')
  return (
    <>
      {t('payments.balances.at')} <RelativeTime at={told.at} />
    </>
  )
}
