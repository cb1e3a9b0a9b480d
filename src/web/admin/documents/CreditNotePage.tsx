import { useParams } from '@tanstack/react-router'
import { IssuedSheet } from '#web/admin/documents/IssuedSheet.tsx'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Page } from '#web/ui/Page.tsx'

export function CreditNotePage() {
  const t = useText()
  const { creditNoteId = '' } = useParams({ strict: false })
  return (
    <Page
      title={t('documents.creditNote')}
      width="narrow"
      crumbs={[{ label: t('billing.title'), to: paths.invoices() }]}
    >
      <IssuedSheet kind="credit-note" id={creditNoteId} />
    </Page>
  )
}
