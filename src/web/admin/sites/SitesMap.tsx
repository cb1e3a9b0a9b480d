import { lazy, Suspense } from 'react'
import type { SiteRow } from '#modules/organization/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Link } from '#web/ui/Link.tsx'
import { Skeleton } from '#web/ui/Skeleton.tsx'

const LazyMap = lazy(async () => ({ default: (await import('#web/ui/map/Map.tsx')).Map }))

/** The sites of the page that the table shows, on the land. */
export function SitesMap({ rows }: { rows: readonly SiteRow[] }) {
  const t = useText()
  const placed = rows.flatMap((site) =>
    site.at ? [{ id: site.id, name: site.name, at: site.at }] : [],
  )
  const missing = rows.length - placed.length
  return (
    <div className="mb-4">
      <Suspense fallback={<Skeleton className="h-96 w-full" />}>
        <LazyMap
          // Pins are fitted into view when the map is made; other rows make another map.
          key={placed.map((place) => place.id).join()}
          label={t('organization.sites.asMap')}
          places={placed}
          popup={(place) => <Link to={paths.site(place.id)}>{place.name}</Link>}
          className="h-96"
        />
      </Suspense>
      {missing > 0 && (
        <p className="mt-2 text-sm text-soft">
          {t('organization.sites.noPlace', { count: missing })}
        </p>
      )}
    </div>
  )
}
