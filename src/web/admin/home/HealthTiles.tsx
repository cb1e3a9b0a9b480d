import type { ReactNode } from 'react'
import { listSites } from '#modules/organization/contract.ts'
import { listMembers, listSessions } from '#modules/staff/contract.ts'
import { listJobs } from '#platform/operations/contract.ts'
import { useCall } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useCan } from '#web/session.ts'
import { formatCount } from '#web/ui/format.ts'
import { Skeleton } from '#web/ui/Skeleton.tsx'
import { StatTile } from '#web/ui/StatTile.tsx'

/** How things stand, each number leading to what it counts. */
export function HealthTiles() {
  const can = useCan()
  return (
    <div className="grid grid-cols-2 gap-3 xl:grid-cols-4">
      {can(listSites) && <Sites />}
      {can(listMembers) && <Members />}
      {can(listSessions) && <Sessions />}
      {can('platform.jobs-read') && <DeadJobs />}
    </div>
  )
}

type Counted = { data?: { total: number; totalIsExact: boolean } | undefined }

/** `10,000+` where the list stops counting. */
function useCount({ data }: Counted): ReactNode {
  const language = useLanguage()
  if (!data) return <Skeleton className="h-8 w-12" />
  return `${formatCount(data.total, language)}${data.totalIsExact ? '' : '+'}`
}

function Sites() {
  const t = useText()
  const value = useCount(useCall(listSites, { limit: 1 }))
  return <StatTile label={t('home.sites')} value={value} to={paths.sites()} />
}

function Members() {
  const t = useText()
  const value = useCount(useCall(listMembers, { limit: 1, state: ['active'] }))
  return <StatTile label={t('home.members')} value={value} to={paths.staff()} />
}

function Sessions() {
  const t = useText()
  const value = useCount(useCall(listSessions, { limit: 1 }))
  return <StatTile label={t('home.sessions')} value={value} to={paths.sessions()} />
}

function DeadJobs() {
  const t = useText()
  const jobs = useCall(listJobs, { limit: 1, state: ['dead'] })
  const value = useCount(jobs)
  return (
    <StatTile
      label={t('home.deadJobs')}
      value={value}
      to={paths.jobs()}
      {...(jobs.data
        ? { hint: jobs.data.total === 0 ? t('home.allWell') : t('home.lookAtJobs') }
        : {})}
    />
  )
}
