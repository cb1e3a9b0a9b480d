import { Plus, Puzzle } from 'lucide-react'
import { useState } from 'react'
import {
  addPackage,
  changePackage,
  listPackages,
  type OfferedPackage,
} from '#modules/catalog/contract.ts'
import { Composer } from '#web/admin/catalog/Composer.tsx'
import { AddPackage, ChangePackage } from '#web/admin/catalog/PackageEditor.tsx'
import { said } from '#web/admin/catalog/words.ts'
import { useCall } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useGo } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { useOpened } from '#web/ui/use-opened.ts'

export function PackagesPage() {
  const t = useText()
  const language = useLanguage()
  const go = useGo()
  const mayNot = useMayNot()
  const packages = useCall(listPackages, {})
  const [adding, setAdding] = useOpened('new')
  const [changing, setChanging] = useState<OfferedPackage>()
  const add = (
    <Button
      look="primary"
      icon={<Plus />}
      onClick={() => setAdding(true)}
      disabledBecause={mayNot(addPackage)}
    >
      {t('catalog.package.add')}
    </Button>
  )
  return (
    <Page title={t('catalog.package.title')} lead={t('catalog.package.lead')} actions={add}>
      <Loaded of={packages} skeleton={<PageSkeleton />}>
        {(loaded) =>
          loaded.packages.length === 0 ? (
            <EmptyState icon={Puzzle} title={t('catalog.package.emptyTitle')} action={add}>
              {t('catalog.package.emptyBody')}
            </EmptyState>
          ) : (
            <div className="grid gap-6">
              {loaded.packages.map((one) => (
                <Card
                  key={one.id}
                  title={said(one.content.name, language)}
                  hint={one.content.description[language] || one.content.description.en}
                  actions={
                    <>
                      {one.state === 'archived' && <Badge>{t('catalog.states.archived')}</Badge>}
                      <Badge>{t('catalog.package.composed', { count: one.composed })}</Badge>
                      <Button
                        size="sm"
                        disabledBecause={mayNot(changePackage)}
                        onClick={() => setChanging(one)}
                      >
                        {t('catalog.package.bounds')}
                      </Button>
                    </>
                  }
                >
                  <Composer
                    key={one.version}
                    of={one}
                    action={t('catalog.package.make')}
                    onMade={({ planId }) => go(paths.plan(planId))}
                  />
                </Card>
              ))}
            </div>
          )
        }
      </Loaded>
      {adding && <AddPackage onClose={() => setAdding(false)} />}
      {changing && <ChangePackage of={changing} onClose={() => setChanging(undefined)} />}
    </Page>
  )
}
