import type { Now } from '#modules/desk/contract.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { formatCount } from '#web/ui/format.ts'
import { Skeleton } from '#web/ui/Skeleton.tsx'
import { StatTile } from '#web/ui/StatTile.tsx'
import { Money } from '#web/ui/values.tsx'

/** The numbers by which an office knows whether today is a good day, each leading to what it counts. */
export function NowTiles({ now }: { now: Now | undefined }) {
  if (!now) return <Waiting />
  const { network, takings, services, owed } = now
  if (!network && !takings && !services && !owed) return null
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 sm:grid-cols-2 xl:grid-cols-4">
      {network && <Online {...network} />}
      {takings && <Takings {...takings} />}
      {services && <Services {...services} />}
      {owed && <Owed {...owed} />}
    </div>
  )
}

function Waiting() {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 sm:grid-cols-2 xl:grid-cols-4">
      {['online', 'takings', 'services', 'owed'].map((tile) => (
        <Skeleton key={tile} className="h-26 w-full rounded-lg" />
      ))}
    </div>
  )
}

/** 0.12 for 12 % more; nothing to compare with: nothing. */
function changeFrom(before: number | null, now: number): { change?: number } {
  return before === null || before === 0 ? {} : { change: (now - before) / before }
}

function Online({ online, dayAgo, trend }: NonNullable<Now['network']>) {
  const t = useText()
  const language = useLanguage()
  return (
    <StatTile
      label={t('home.online')}
      value={formatCount(online, language)}
      trend={trend.map((mark) => mark.online)}
      {...changeFrom(dayAgo, online)}
      {...(dayAgo === null ? {} : { hint: t('home.sinceYesterday') })}
      moreIs="good"
      to={paths.online()}
    />
  )
}

function Takings({ today, weekAgoByNow, payments }: NonNullable<Now['takings']>) {
  const t = useText()
  const language = useLanguage()
  // A share of amounts: floats are far finer than what is shown.
  const change = changeFrom(Number(weekAgoByNow.cents), Number(today.cents))
  return (
    <StatTile
      label={t('home.takings')}
      value={<Money of={today} />}
      {...change}
      hint={
        change.change === undefined
          ? t('home.payments', { count: payments, shown: formatCount(payments, language) })
          : t('home.sinceWeekAgo')
      }
      moreIs="good"
      to={paths.payments()}
    />
  )
}

function Services({ active, ending, unpaid }: NonNullable<Now['services']>) {
  const t = useText()
  const language = useLanguage()
  const shown = (count: number) => ({ count, shown: formatCount(count, language) })
  const hint = [
    ending > 0 && t('home.ending', shown(ending)),
    unpaid > 0 && t('home.unpaid', shown(unpaid)),
  ].filter((words) => words !== false)
  return (
    <StatTile
      label={t('home.services')}
      value={formatCount(active, language)}
      hint={hint.length === 0 ? t('home.nothingEnds') : hint.join(' · ')}
      to={`${paths.services()}?status=active`}
    />
  )
}

function Owed({ invoices, overdue }: NonNullable<Now['owed']>) {
  const t = useText()
  const language = useLanguage()
  return (
    <StatTile
      label={t('home.overdue')}
      value={<Money of={overdue} />}
      hint={
        invoices === 0
          ? t('home.allPaid')
          : t('home.invoices', { count: invoices, shown: formatCount(invoices, language) })
      }
      to={`${paths.invoices()}?state=overdue`}
    />
  )
}
