import { useParams } from '@tanstack/react-router'
import { fileUrl } from '#kernel/client.ts'
import { downloadSiteDayClose, readSiteDayClose } from '#modules/documents/contract.ts'
import { SheetDesk, useSheetLanguage } from '#web/admin/documents/SheetDesk.tsx'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Page } from '#web/ui/Page.tsx'

/** All drawers of a day at a site, to be signed and kept. */
export function TillDayClosePage() {
  const t = useText()
  const { siteId = '', day = '' } = useParams({ strict: false })
  const { language, choose } = useSheetLanguage()
  const asked = { siteId, day, language }
  return (
    <Page
      title={t('documents.tillDayClose')}
      width="narrow"
      crumbs={[
        { label: t('tills.title'), to: paths.tills('drawers') },
        { label: t('tills.day.title'), to: paths.tills('day') },
      ]}
    >
      <SheetDesk
        of={useCall(readSiteDayClose, asked)}
        pdf={fileUrl(downloadSiteDayClose, asked)}
        language={language}
        onLanguage={choose}
      />
    </Page>
  )
}
