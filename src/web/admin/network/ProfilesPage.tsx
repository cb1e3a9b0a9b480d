import { listProfiles, type ProfileRow } from '#modules/network/contract.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Link } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'

/** What is said to each make of router. */
export function ProfilesPage() {
  const t = useText()
  const profiles = useCall(listProfiles, {})
  return (
    <Page title={t('network.profiles.title')} lead={t('network.profiles.lead')} width="wide">
      <Loaded of={profiles} skeleton={<PageSkeleton />}>
        {({ items }) => (
          <div className="grid gap-8">
            <Group
              title={t('network.profiles.own')}
              profiles={items.filter(({ origin }) => origin === 'own')}
            />
            <Group
              title={t('network.profiles.brought')}
              profiles={items.filter(({ origin }) => origin === 'kasi')}
            />
          </div>
        )}
      </Loaded>
    </Page>
  )
}

function Group({ title, profiles }: { title: string; profiles: readonly ProfileRow[] }) {
  const t = useText()
  if (profiles.length === 0) return null
  return (
    <section className="grid gap-3">
      <h2 className="text-lg font-semibold">{title}</h2>
      <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {profiles.map((profile) => (
          <li
            key={profile.ref}
            className="relative grid content-start gap-2 rounded-lg border bg-surface p-4 transition-colors has-[a:hover]:border-field"
          >
            <div className="flex flex-wrap items-center justify-between gap-2">
              <h3 className="font-semibold">
                <Link
                  to={paths.routerProfile(profile.ref)}
                  className="after:absolute after:inset-0 after:rounded-lg"
                >
                  {profile.name}
                </Link>
              </h3>
              <Badge tone={profile.changes === 'coa' ? 'good' : 'neutral'}>
                {t(`network.profiles.changesOf.${profile.changes}`)}
              </Badge>
            </div>
            <p className="text-sm text-soft">
              {t('network.profiles.lines', { count: profile.lines.length })} ·{' '}
              {t('network.profiles.routers', { count: profile.routers })}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
