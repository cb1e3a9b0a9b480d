import { listAudit } from '#platform/audit/contract.ts'
import { listSites } from '#modules/organization/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { useBrand, useCan, useMe } from '#web/session.ts'
import { FirstStepsCard } from '#web/admin/home/FirstStepsCard.tsx'
import { DayCard } from '#web/admin/home/DayCard.tsx'
import { NowTiles } from '#web/admin/home/NowTiles.tsx'
import { RecentCard } from '#web/admin/home/RecentCard.tsx'
import { SitesCard } from '#web/admin/home/SitesCard.tsx'
import { useHowThingsStand } from '#web/admin/home/use-now.ts'
import { WaitingCard } from '#web/admin/home/WaitingCard.tsx'
import { Page } from '#web/ui/Page.tsx'
import { ProblemView } from '#web/ui/Problem.tsx'
import { useClock } from '#web/ui/values.tsx'
import { useNow } from '#web/state/clock.ts'

/** Where everybody arrives: what is left to do, how things are, what happened. Each sees their own part. */
export function HomePage() {
  const t = useText()
  const me = useMe()
  const can = useCan()
  const brand = useBrand()
  const greeting = useGreeting()
  const now = useHowThingsStand()
  return (
    <Page
      title={t(greeting, { name: firstNameOf(me?.name ?? '') })}
      lead={brand && t('home.lead', { isp: brand.name })}
      width="wide"
    >
      <div className="grid gap-6">
        {can('organization.read') && <FirstStepsCard />}
        <NowTiles now={now.data} />
        {!now.data && now.error && (
          <ProblemView error={now.error} onRetry={() => void now.refetch()} />
        )}
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <div className="grid gap-6">
            {now.data && <DayCard now={now.data} />}
            {can(listSites) && <SitesCard />}
          </div>
          <div className="grid gap-6 max-xl:-order-1">
            {now.data && <WaitingCard waiting={now.data.waiting} />}
            {can(listAudit) && <RecentCard />}
          </div>
        </div>
      </div>
    </Page>
  )
}

function firstNameOf(name: string): string {
  return name.split(' ')[0] ?? name
}

/** By the clock of the ISP, not of the laptop. */
function useGreeting(): 'home.morning' | 'home.afternoon' | 'home.evening' {
  const { zone } = useClock()
  const hour = useNow().toZonedDateTimeISO(zone).hour
  if (hour >= 4 && hour < 12) return 'home.morning'
  return hour >= 12 && hour < 17 ? 'home.afternoon' : 'home.evening'
}
