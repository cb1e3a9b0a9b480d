import type { ServiceUsage, UsageCounter } from '#modules/usage/contract.ts'
import { useAmounts } from '#web/admin/usage/words.ts'
import { useText } from '#web/i18n/index.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Progress } from '#web/ui/Progress.tsx'
import { DateTime, Rate } from '#web/ui/values.tsx'

/** Fair-use stages with how far the service has come. */
export function StagesCard({ usage }: { usage: ServiceUsage }) {
  const t = useText()
  const { volume } = useAmounts()
  const counter = usage.counters.find(({ key }) => key === 'fair-use')
  const count = usage.stages.length
  const next = usage.stages[usage.stage === null ? 0 : usage.stage + 1]
  return (
    <Card title={t('usage.stages.title')} hint={t('usage.stages.hint')}>
      {!counter || count === 0 ? (
        <p className="text-soft">{t('usage.stages.none')}</p>
      ) : (
        <div className="grid gap-3">
          <p className="flex flex-wrap items-center gap-2">
            <span className="tnum text-xl font-semibold">{volume(counter.used)}</span>
            <Badge tone={usage.stage === null ? 'good' : 'warn'}>
              {usage.stage === null
                ? t('usage.stages.full')
                : t('usage.stages.reached', { stage: usage.stage + 1, count })}
            </Badge>
          </p>
          {next && (
            <>
              <Progress
                label={t('usage.stages.title')}
                value={Number(counter.used)}
                max={Number(next.after)}
                tone={usage.stage === null ? 'accent' : 'warn'}
              />
              <p className="text-sm text-soft">
                {t('usage.stages.next', {
                  left: volume(BigInt(next.after) - BigInt(counter.used)),
                  stage: (usage.stage ?? -1) + 2,
                })}
              </p>
            </>
          )}
          <ul className="divide-y">
            {usage.stages.map(({ after, speed }) => (
              <li key={after} className="flex flex-wrap justify-between gap-x-4 py-1.5">
                <span>
                  {t('usage.stages.after')} {volume(after)}
                </span>
                <Rate of={speed} />
              </li>
            ))}
          </ul>
          {counter.to && (
            <p className="text-sm text-soft">
              <DateTime at={counter.to} />: {t('usage.stages.begins')}
            </p>
          )}
        </div>
      )}
    </Card>
  )
}

/** Allowances with what is left of each. */
export function QuotaCard({ usage }: { usage: ServiceUsage }) {
  const t = useText()
  const counters = usage.counters.filter(({ key }) => key !== 'fair-use')
  return (
    <Card title={t('usage.quota.title')}>
      {!usage.quota ? (
        <p className="text-soft">{t('usage.quota.none')}</p>
      ) : (
        <div className="grid gap-3">
          <ul className="grid gap-4">
            {counters.map((counter) => (
              <Allowance key={counter.key} counter={counter} />
            ))}
          </ul>
          <p className="text-sm text-soft">{t(`usage.quota.atEnd.${usage.quota.atEnd}`)}</p>
        </div>
      )}
    </Card>
  )
}

function Allowance({ counter }: { counter: UsageCounter }) {
  const t = useText()
  const { amount } = useAmounts()
  const of = (value: string) => amount(counter.meter, value)
  const granted = counter.granted ?? '0'
  const left = BigInt(granted) - BigInt(counter.used)
  return (
    <li className="grid gap-1.5">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-medium">
          {t(counter.key.startsWith('plan:') ? 'usage.quota.key.plan' : 'usage.quota.key.extra')}
        </span>
        <Badge tone={left === 0n ? 'bad' : 'good'}>
          {left === 0n
            ? t('usage.quota.usedUp')
            : t('usage.quota.left', { left: amount(counter.meter, left) })}
        </Badge>
        {counter.isClosed && <Badge>{t('usage.quota.closed')}</Badge>}
      </p>
      <Progress
        label={t('usage.quota.title')}
        value={Number(counter.used)}
        max={Number(granted)}
        tone={left === 0n ? 'bad' : 'accent'}
      />
      <p className="text-sm text-soft">
        {t('usage.quota.used', { used: of(counter.used), granted: of(granted) })}
        {' · '}
        {counter.to ? (
          <>
            {t('usage.quota.ends')} <DateTime at={counter.to} />
          </>
        ) : (
          t('usage.quota.never')
        )}
      </p>
      {counter.reserved !== '0' && (
        <p className="text-sm text-soft">
          {t('usage.quota.reserved', { reserved: of(counter.reserved) })}
        </p>
      )}
      {counter.beyond !== '0' && (
        <p className="text-sm text-soft">
          {t('usage.quota.beyond', { beyond: of(counter.beyond) })}
        </p>
      )}
    </li>
  )
}
