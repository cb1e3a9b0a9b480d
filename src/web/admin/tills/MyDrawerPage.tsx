import { Banknote } from 'lucide-react'
import { openDrawer, readMyDrawer } from '#modules/tills/contract.ts'
import { DrawerActions } from '#web/admin/tills/DrawerActions.tsx'
import { DrawerFacts } from '#web/admin/tills/DrawerFacts.tsx'
import { OpenDrawer } from '#web/admin/tills/OpenDrawer.tsx'
import { TillsPage } from '#web/admin/tills/TillsPage.tsx'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { useOpened } from '#web/ui/use-opened.ts'
import { Money } from '#web/ui/values.tsx'

const LOOK_AGAIN_MS = 15_000

/** The drawer of whoever looks: open it, take cash in and out, count and close it. */
export function MyDrawerPage() {
  const t = useText()
  const mayNot = useMayNot()
  const mine = useCall(readMyDrawer, {}, { refetchInterval: LOOK_AGAIN_MS })
  const [isOpening, setOpening] = useOpened('new')
  const drawer = mine.data?.drawer ?? null
  return (
    <TillsPage
      here={paths.tills()}
      actions={drawer ? <DrawerActions drawer={drawer} /> : undefined}
    >
      <Loaded of={mine} skeleton={<PageSkeleton />}>
        {({ inHands, needsDrawer }) =>
          drawer ? (
            <DrawerFacts drawer={drawer} />
          ) : (
            <div className="grid gap-5">
              {inHands.cents !== '0' && (
                <Banner tone="warn" title={t('tills.mine.inHands')}>
                  <Money of={inHands} /> · {t('tills.mine.inHandsHint')}
                </Banner>
              )}
              <EmptyState
                icon={Banknote}
                title={t('tills.mine.none')}
                action={
                  <Button
                    look="primary"
                    onClick={() => setOpening(true)}
                    disabledBecause={mayNot(openDrawer)}
                  >
                    {t('tills.open.title')}
                  </Button>
                }
              >
                {t(needsDrawer ? 'tills.mine.noneNeeded' : 'tills.mine.noneHint')}
              </EmptyState>
            </div>
          )
        }
      </Loaded>
      {isOpening && !drawer && <OpenDrawer onClose={() => setOpening(false)} />}
    </TillsPage>
  )
}
