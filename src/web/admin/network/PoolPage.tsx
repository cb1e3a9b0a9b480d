import { useParams } from '@tanstack/react-router'
import { Archive, Pencil } from 'lucide-react'
import { useState } from 'react'
import { archivePool, changePool, listPools, type PoolRow } from '#modules/network/contract.ts'
import { AddressesCard } from '#web/admin/network/AddressesCard.tsx'
import { ChangePool } from '#web/admin/network/ChangePool.tsx'
import { PoolBar } from '#web/admin/network/PoolBar.tsx'
import { PoolMap } from '#web/admin/network/PoolMap.tsx'
import { useCall, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { useGo } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { toast } from '#web/ui/toast.ts'

export function PoolPage() {
  const t = useText()
  const { poolId = '' } = useParams({ strict: false })
  const pools = useCall(listPools, {})
  return (
    <Loaded of={pools} skeleton={<PageSkeleton />}>
      {({ items }) => {
        const pool = items.find(({ id }) => id === poolId)
        return pool ? (
          <OnePool pool={pool} />
        ) : (
          <EmptyState title={t('common.problem.notFound')}>
            {t('common.problem.notFoundHint')}
          </EmptyState>
        )
      }}
    </Loaded>
  )
}

function OnePool({ pool }: { pool: PoolRow }) {
  const t = useText()
  const go = useGo()
  const [open, setOpen] = useState<'change' | 'archive'>()
  const [from, setFrom] = useState('')
  const archive = useMutate(archivePool)
  const refused = useMayNot()(changePool)
  return (
    <Page
      title={pool.name}
      mark={<Badge>{t(`network.pools.kindOf.${pool.kind}`)}</Badge>}
      crumbs={[{ label: t('network.pools.title'), to: paths.pools() }]}
      width="wide"
      actions={
        <>
          <Button icon={<Pencil />} onClick={() => setOpen('change')} disabledBecause={refused}>
            {t('network.pool.edit')}
          </Button>
          <Button
            look="danger-quiet"
            icon={<Archive />}
            onClick={() => setOpen('archive')}
            disabledBecause={refused}
          >
            {t('network.pool.archive')}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-1 gap-6">
        {pool.overlapsWith.length > 0 && (
          <Banner
            tone="warn"
            title={t('network.pools.overlaps', {
              names: pool.overlapsWith.map(({ name }) => name).join(', '),
            })}
          />
        )}
        <Card>
          <Facts
            columns={2}
            facts={[
              {
                label: t('network.pools.for'),
                value: pool.nasName ?? pool.siteName ?? t('network.everywhere'),
              },
              {
                label: t('network.pools.chosenBy'),
                value: t(`network.pools.chosenByOf.${pool.chosenBy}`),
              },
              { label: t('network.pools.automatic'), value: useOf(pool, t) },
              { label: t('network.pools.dns'), value: pool.dns.join(', ') || '–' },
              { label: t('network.notes'), value: pool.notes || '–' },
            ]}
          />
          {pool.chosenBy === 'kasi' && (
            <div className="mt-4">
              <PoolBar pool={pool} />
            </div>
          )}
        </Card>
        <PoolMap poolId={pool.id} onPick={setFrom} />
        <AddressesCard poolId={pool.id} from={from} onFrom={setFrom} />
      </div>
      {open === 'change' && <ChangePool pool={pool} onClose={() => setOpen(undefined)} />}
      <Confirm
        open={open === 'archive'}
        onClose={() => setOpen(undefined)}
        title={t('network.pool.archiveTitle', { name: pool.name })}
        action={t('network.pool.archive')}
        run={async () => {
          await archive.mutateAsync({ poolId: pool.id, version: pool.version })
          toast.good(t('network.pool.archivedDone', { name: pool.name }))
          go(paths.pools())
        }}
      >
        {t('network.pool.archiveBody')}
      </Confirm>
    </Page>
  )
}

/** `PPPoE, DHCP (IPoE) · kept for 168 h`. */
function useOf(pool: PoolRow, t: ReturnType<typeof useText>): string {
  if (!pool.automatic) return t('network.pools.byHand')
  const accesses = pool.accesses.map((access) => t(`services.accesses.${access}`)).join(', ')
  const kept = pool.chosenBy === 'kasi' ? [t('network.pools.kept', { hours: pool.keep_h })] : []
  return [accesses || t('network.pools.all'), ...kept].join(' · ')
}
