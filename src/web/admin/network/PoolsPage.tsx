import { Network, Plus } from 'lucide-react'
import { addPool, listConflicts, listPools, type PoolRow } from '#modules/network/contract.ts'
import { AddPool } from '#web/admin/network/AddPool.tsx'
import { PoolBar, PoolLegend } from '#web/admin/network/PoolBar.tsx'
import { PoolTabs } from '#web/admin/network/PoolTabs.tsx'
import { rangeText } from '#web/admin/network/pool-values.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Link, useGo } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { useOpened } from '#web/ui/use-opened.ts'
import { RelativeTime } from '#web/ui/values.tsx'

/** Pools with how full they are, and what is wrong with them. */
export function PoolsPage() {
  const t = useText()
  const go = useGo()
  const pools = useCall(listPools, {})
  const [adding, setAdding] = useOpened('new')
  const refused = useMayNot()(addPool)
  const add = (
    <Button
      look="primary"
      icon={<Plus />}
      onClick={() => setAdding(true)}
      disabledBecause={refused}
    >
      {t('network.pools.add')}
    </Button>
  )
  return (
    <Page
      title={t('network.pools.title')}
      lead={t('network.pools.lead')}
      width="wide"
      actions={add}
      tabs={<PoolTabs here={paths.pools()} />}
    >
      <Loaded of={pools} skeleton={<PageSkeleton />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={Network} title={t('network.pools.emptyTitle')} action={add}>
              {t('network.pools.emptyBody')}
            </EmptyState>
          ) : (
            <div className="grid gap-6">
              <PoolLegend />
              <ul className="grid items-start gap-4 sm:grid-cols-2 xl:grid-cols-3">
                {items.map((pool) => (
                  <li key={pool.id}>
                    <OnePool pool={pool} />
                  </li>
                ))}
              </ul>
              <Conflicts />
            </div>
          )
        }
      </Loaded>
      {adding && (
        <AddPool
          onClose={() => setAdding(false)}
          onAdded={({ id }) => {
            setAdding(false)
            go(paths.pool(id))
          }}
        />
      )}
    </Page>
  )
}

function OnePool({ pool }: { pool: PoolRow }) {
  const t = useText()
  return (
    <article className="relative grid gap-3 rounded-lg border bg-surface p-4 transition-colors has-[a:hover]:border-field">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-semibold">
          <Link to={paths.pool(pool.id)} className="after:absolute after:inset-0 after:rounded-lg">
            {pool.name}
          </Link>
        </h2>
        <Badge>{t(`network.pools.kindOf.${pool.kind}`)}</Badge>
      </div>
      <p className="font-mono text-sm break-all text-soft">
        {pool.ranges.map(rangeText).join(', ')}
      </p>
      {pool.chosenBy === 'kasi' ? (
        <PoolBar pool={pool} />
      ) : (
        <p className="text-sm text-soft">{t('network.pools.chosenByOf.router')}</p>
      )}
      <p className="text-sm text-soft">
        {pool.nasName ?? pool.siteName ?? t('network.everywhere')}
      </p>
      {pool.overlapsWith.length > 0 && (
        <p className="text-sm text-warn-text">
          {t('network.pools.overlaps', {
            names: pool.overlapsWith.map(({ name }) => name).join(', '),
          })}
        </p>
      )}
    </article>
  )
}

function Conflicts() {
  const t = useText()
  const conflicts = useCall(listConflicts, {})
  const items = conflicts.data?.items ?? []
  if (items.length === 0) return null
  return (
    <Card title={t('network.pools.conflicts')} hint={t('network.pools.conflictsHint')}>
      <ul className="grid gap-2">
        {items.map((conflict) => (
          <li key={`${conflict.address} ${conflict.kind}`} className="flex flex-wrap gap-x-4">
            <span className="font-mono">{conflict.address}</span>
            <span className="text-bad-text">{t(`network.pools.conflictOf.${conflict.kind}`)}</span>
            <span className="text-soft">
              {conflict.nasName}{' '}
              {t('network.pools.services', { count: conflict.serviceIds.length })}
              {' · '}
              {t('network.pools.conflictSince')} <RelativeTime at={conflict.since} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
