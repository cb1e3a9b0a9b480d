import { useParams } from '@tanstack/react-router'
import { fileUrl } from '#kernel/client.ts'
import { downloadDrawerClose, readDrawerClose } from '#modules/documents/contract.ts'
import { SheetDesk, useSheetLanguage } from '#web/admin/documents/SheetDesk.tsx'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Page } from '#web/ui/Page.tsx'

export function DrawerClosePage() {
  const t = useText()
  const { drawerId = '' } = useParams({ strict: false })
  const { language, choose } = useSheetLanguage()
  const asked = { drawerId, language }
  return (
    <Page
      title={t('documents.drawerClose')}
      width="narrow"
      crumbs={[
        { label: t('tills.title'), to: paths.tills('drawers') },
        { label: t('tills.drawer'), to: paths.drawer(drawerId) },
      ]}
    >
      <SheetDesk
        of={useCall(readDrawerClose, asked)}
        pdf={fileUrl(downloadDrawerClose, asked)}
        language={language}
        onLanguage={choose}
      />
    </Page>
  )
}
