import { useText } from '#web/i18n/index.ts'
import { useBrand } from '#web/session.ts'
import { Page } from '#web/ui/Page.tsx'

/** Where everybody arrives after sign-in. */
export function HomePage() {
  const t = useText()
  const brand = useBrand()
  return (
    <Page title={brand?.name ?? t('shell.home')}>
      <></>
    </Page>
  )
}
