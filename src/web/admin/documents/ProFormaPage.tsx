import { useParams } from '@tanstack/react-router'
import { fileUrl } from '#kernel/client.ts'
import { downloadProForma, readProForma } from '#modules/documents/contract.ts'
import { readSubscriber } from '#modules/subscribers/contract.ts'
import { SheetDesk, useSheetLanguage } from '#web/admin/documents/SheetDesk.tsx'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Page } from '#web/ui/Page.tsx'

/** What the next periods cost, to hand to somebody who pays by invoice only. */
export function ProFormaPage() {
  const t = useText()
  const { subscriberId = '' } = useParams({ strict: false })
  const subscriber = useCall(readSubscriber, { subscriberId })
  const { language, choose } = useSheetLanguage()
  const asked = { subscriberId, language }
  const sheet = useCall(readProForma, asked)
  return (
    <Page
      title={t('documents.proForma')}
      width="narrow"
      crumbs={[
        { label: t('subscribers.title'), to: paths.subscribers() },
        { label: subscriber.data?.name ?? '…', to: paths.subscriber(subscriberId, 'money') },
      ]}
    >
      <SheetDesk
        of={sheet}
        pdf={fileUrl(downloadProForma, asked)}
        language={language}
        onLanguage={choose}
      />
    </Page>
  )
}
