import { useParams } from '@tanstack/react-router'
import { fileUrl } from '#kernel/client.ts'
import { downloadDayClose, readDayClose } from '#modules/documents/contract.ts'
import { SheetDesk, useSheetLanguage } from '#web/admin/documents/SheetDesk.tsx'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Page } from '#web/ui/Page.tsx'

/** What we were told, the statement and the books say of one day of an account. */
export function DayClosePage() {
  const t = useText()
  const { account = '', day = '' } = useParams({ strict: false })
  const { language, choose } = useSheetLanguage()
  const asked = { account: Number(account), day, language }
  return (
    <Page
      title={t('documents.dayClose')}
      width="narrow"
      crumbs={[
        { label: t('payments.title'), to: paths.payments() },
        { label: t('payments.statements.days'), to: paths.payments('reconciliation') },
      ]}
    >
      <SheetDesk
        of={useCall(readDayClose, asked)}
        pdf={fileUrl(downloadDayClose, asked)}
        language={language}
        onLanguage={choose}
      />
    </Page>
  )
}
