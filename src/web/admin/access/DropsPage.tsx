import { CircleCheck, Plus } from 'lucide-react'
import type { ParsedReplyOf } from '#kernel/endpoint.ts'
import { listDrops } from '#modules/access/contract.ts'
import { RadiusTabs } from '#web/admin/access/RadiusTabs.tsx'
import { useDropReason } from '#web/admin/access/use-reason.ts'
import { useCall } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useCan } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { formatCount } from '#web/ui/format.ts'
import { Link, useGo } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { RelativeTime } from '#web/ui/values.tsx'

type Drop = ParsedReplyOf<typeof listDrops>['items'][number]
const AGAIN_MS = 10_000

/** Packets that got no answer, by who sent them: wrong secrets, and routers that nobody has added. */
export function DropsPage() {
  const t = useText()
  const drops = useCall(listDrops, {}, { refetchInterval: AGAIN_MS })
  return (
    <Page
      title={t('access.radius.title')}
      lead={t('access.drops.lead')}
      tabs={<RadiusTabs here={paths.radius('drops')} />}
    >
      <Loaded of={drops}>
        {({ items }) =>
          items.length === 0 ? (
            <div className="rounded-lg border border-dashed bg-surface">
              <EmptyState icon={CircleCheck} title={t('access.drops.emptyTitle')}>
                {t('access.drops.emptyBody')}
              </EmptyState>
            </div>
          ) : (
            <ul
              aria-label={t('access.drops.label')}
              className="divide-y rounded-lg border bg-surface"
            >
              {items.map((drop) => (
                <OneDrop key={`${drop.address} ${drop.reason}`} drop={drop} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  )
}

function OneDrop({ drop }: { drop: Drop }) {
  const t = useText()
  const go = useGo()
  const can = useCan()
  const language = useLanguage()
  const why = useDropReason()
  const isStranger = drop.nas === null && drop.reason === 'unknown-nas' && drop.address !== ''
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-mono text-sm break-all">
            {drop.address === '' ? t('access.drops.many') : drop.address}
          </span>
          {drop.nas ? (
            <Link to={paths.router(drop.nas.id)}>{drop.nas.name}</Link>
          ) : (
            <Badge tone="warn">{t('access.drops.stranger')}</Badge>
          )}
        </p>
        <p className="text-sm text-soft">{why(drop.reason)}</p>
      </div>
      <p className="text-sm text-soft">
        <span className="tnum text-base font-medium text-ink">
          {formatCount(drop.count, language)}
        </span>{' '}
        · <RelativeTime at={drop.lastAt} />
      </p>
      {isStranger && can('network.change') && (
        <Button
          size="sm"
          icon={<Plus />}
          onClick={() => go(`${paths.routers()}?open=new&address=${drop.address}`)}
        >
          {t('access.drops.add')}
        </Button>
      )}
    </li>
  )
}
