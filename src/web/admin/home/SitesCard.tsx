import { MapPin } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { listSites } from '#modules/organization/contract.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Card } from '#web/ui/Card.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ButtonLink, Link } from '#web/ui/Link.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { Skeleton } from '#web/ui/Skeleton.tsx'

const LazyMap = lazy(async () => ({ default: (await import('#web/ui/map/Map.tsx')).Map }))

const PLACES_MAX = 200

/** Where the network is. */
export function SitesCard() {
  const t = useText()
  const sites = useCall(listSites, { limit: PLACES_MAX })
  return (
    <Card
      flush
      title={t('home.where')}
      actions={
        <ButtonLink to={paths.sites()} size="sm">
          {t('home.allSites')}
        </ButtonLink>
      }
    >
      <Loaded of={sites} skeleton={<Skeleton className="h-96 w-full" />}>
        {({ items }) => {
          const places = items.flatMap((site) =>
            site.at ? [{ id: site.id, name: site.name, at: site.at }] : [],
          )
          if (items.length === 0)
            return (
              <EmptyState
                icon={MapPin}
                title={t('organization.sites.emptyTitle')}
                action={
                  <ButtonLink to={`${paths.sites()}?open=new`} look="primary">
                    {t('organization.sites.open')}
                  </ButtonLink>
                }
              >
                {t('organization.sites.emptyBody')}
              </EmptyState>
            )
          return (
            <Suspense fallback={<Skeleton className="h-96 w-full" />}>
              <LazyMap
                key={places.map((place) => place.id).join()}
                label={t('home.where')}
                places={places}
                popup={(place) => <Link to={paths.site(place.id)}>{place.name}</Link>}
                className="h-96"
              />
            </Suspense>
          )
        }}
      </Loaded>
    </Card>
  )
}
