import { useParams } from '@tanstack/react-router'
import { Receipt } from 'lucide-react'
import { fileUrl } from '#kernel/client.ts'
import { downloadReceipt, readReceipt } from '#modules/documents/contract.ts'
import { SheetDesk, useSheetLanguage } from '#web/admin/documents/SheetDesk.tsx'
import { SendReceipt } from '#web/admin/payments/SendReceipt.tsx'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { buttonLook } from '#web/ui/Button.tsx'
import { Page } from '#web/ui/Page.tsx'

export function ReceiptPage() {
  const t = useText()
  const { paymentId = '' } = useParams({ strict: false })
  const { language, choose } = useSheetLanguage()
  const asked = { paymentId, language }
  const sheet = useCall(readReceipt, asked)
  return (
    <Page
      title={t('documents.receipt')}
      width="narrow"
      crumbs={[
        { label: t('payments.title'), to: paths.payments() },
        { label: t('documents.payment'), to: paths.payment(paymentId) },
      ]}
    >
      <SheetDesk
        of={sheet}
        pdf={fileUrl(downloadReceipt, asked)}
        language={language}
        onLanguage={choose}
        more={
          <>
            <SendReceipt paymentId={paymentId} />
            <a
              className={buttonLook({ look: 'plain' })}
              href={fileUrl(downloadReceipt, { ...asked, paper: 'slip' })}
              download
            >
              <Receipt aria-hidden="true" />
              {t('documents.slip')}
            </a>
          </>
        }
      />
    </Page>
  )
}
