import { useParams } from '@tanstack/react-router'
import { FileSpreadsheet } from 'lucide-react'
import { useState } from 'react'
import { fileUrl } from '#kernel/client.ts'
import { downloadStatement, readStatementSheet } from '#modules/documents/contract.ts'
import { readSubscriber } from '#modules/subscribers/contract.ts'
import { SheetDesk, useSheetLanguage } from '#web/admin/documents/SheetDesk.tsx'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { buttonLook } from '#web/ui/Button.tsx'
import { DateField } from '#web/ui/form/DateField.tsx'
import { Page } from '#web/ui/Page.tsx'
import { useToday } from '#web/ui/zone.ts'

const DAY = /^\d{4}-\d\d-\d\d$/

/** What a subscriber was charged and paid between two days, with the balance after each. */
export function StatementPage() {
  const t = useText()
  const today = useToday()
  const { subscriberId = '' } = useParams({ strict: false })
  const subscriber = useCall(readSubscriber, { subscriberId })
  const [from, setFrom] = useState(today.subtract({ days: 90 }).toString())
  const [to, setTo] = useState(today.toString())
  const isFit = DAY.test(from) && DAY.test(to) && from <= to
  const { language, choose } = useSheetLanguage()
  const asked = { subscriberId, language, ...(isFit && { from, to }) }
  const sheet = useCall(readStatementSheet, asked)
  return (
    <Page
      title={t('documents.statement')}
      width="narrow"
      crumbs={[
        { label: t('subscribers.title'), to: paths.subscribers() },
        { label: subscriber.data?.name ?? '…', to: paths.subscriber(subscriberId, 'money') },
      ]}
    >
      <div className="mb-5 grid max-w-xl gap-5 sm:grid-cols-2 print:hidden">
        <DateField
          label={t('documents.from')}
          value={from}
          onChange={setFrom}
          max={today.toString()}
        />
        <DateField
          label={t('documents.to')}
          value={to}
          onChange={setTo}
          max={today.toString()}
          error={isFit ? undefined : t('documents.badDays')}
        />
      </div>
      <SheetDesk
        of={sheet}
        pdf={fileUrl(downloadStatement, { ...asked, form: 'pdf' })}
        language={language}
        onLanguage={choose}
        more={
          <a
            className={buttonLook({ look: 'plain' })}
            href={fileUrl(downloadStatement, { ...asked, form: 'csv' })}
            download
          >
            <FileSpreadsheet aria-hidden="true" />
            CSV
          </a>
        }
      />
    </Page>
  )
}
