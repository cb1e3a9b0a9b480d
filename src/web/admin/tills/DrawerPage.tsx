import { useParams } from '@tanstack/react-router'
import { FileText } from 'lucide-react'
import { readDrawer } from '#modules/tills/contract.ts'
import { DrawerActions } from '#web/admin/tills/DrawerActions.tsx'
import { DrawerFacts } from '#web/admin/tills/DrawerFacts.tsx'
import { useSiteName } from '#web/admin/vouchers/use-site-name.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Status } from '#web/ui/Badge.tsx'
import { ButtonLink } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { Day } from '#web/ui/values.tsx'

/** One drawer of one day, whoever's it is. */
export function DrawerPage() {
  const t = useText()
  const siteName = useSiteName()
  const { drawerId = '' } = useParams({ strict: false })
  const drawer = useCall(readDrawer, { drawerId })
  return (
    <Loaded of={drawer} skeleton={<PageSkeleton />}>
      {(loaded) => (
        <Page
          title={t('tills.one', { number: loaded.number })}
          mark={
            <Status tone={loaded.state === 'open' ? 'info' : 'neutral'}>
              {t(`tills.states.${loaded.state}`)}
            </Status>
          }
          lead={
            <>
              {loaded.cashier.name} · {siteName(loaded.siteId)} · <Day on={loaded.day} />
            </>
          }
          crumbs={[{ label: t('tills.title'), to: paths.tills('drawers') }]}
          actions={
            <>
              <ButtonLink icon={<FileText />} to={paths.drawerClose(loaded.id)}>
                {t('documents.onPaper')}
              </ButtonLink>
              <DrawerActions drawer={loaded} />
            </>
          }
        >
          <DrawerFacts drawer={loaded} />
        </Page>
      )}
    </Loaded>
  )
}
