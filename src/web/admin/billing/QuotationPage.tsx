import { useParams } from '@tanstack/react-router'
import { fileUrl } from '#kernel/client.ts'
import { readQuotation, type Quotation } from '#modules/billing/contract.ts'
import { downloadQuotation, readQuotationSheet } from '#modules/documents/contract.ts'
import { formatNumber } from '#modules/subscribers/contract.ts'
import { QuotationActions } from '#web/admin/billing/QuotationActions.tsx'
import { QUOTATION_TONES } from '#web/admin/billing/words.ts'
import { SheetDesk, useSheetLanguage } from '#web/admin/documents/SheetDesk.tsx'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { Link } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { DateTime, Day, Money } from '#web/ui/values.tsx'

export function QuotationPage() {
  const { quotationId = '' } = useParams({ strict: false })
  const quotation = useCall(readQuotation, { quotationId })
  return (
    <Loaded of={quotation} skeleton={<PageSkeleton />}>
      {(loaded) => <OneQuotation quotation={loaded} />}
    </Loaded>
  )
}

/** The offer as it stands on paper, and what came of it. */
function OneQuotation({ quotation }: { quotation: Quotation }) {
  const t = useText()
  const { code, state, subscriber, validOn } = quotation
  const { language, choose } = useSheetLanguage()
  const asked = { quotationId: quotation.id, language }
  const sheet = useCall(readQuotationSheet, asked)
  return (
    <Page
      title={code ?? t('billing.quotation.draft')}
      width="wide"
      mark={<Badge tone={QUOTATION_TONES[state]}>{t(`billing.quotation.states.${state}`)}</Badge>}
      crumbs={[{ label: t('billing.quotation.title'), to: paths.quotations() }]}
      lead={
        <>
          <Link to={paths.subscriber(subscriber.id, 'money')}>{subscriber.name}</Link>{' '}
          {validOn !== null && (
            <>
              · {t('billing.quotation.validOn')} <Day on={validOn} />
            </>
          )}{' '}
          · <Money of={quotation.gross} />
        </>
      }
      actions={<QuotationActions quotation={quotation} />}
    >
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,5fr)_minmax(18rem,2fr)]">
        <SheetDesk
          of={sheet}
          pdf={fileUrl(downloadQuotation, asked)}
          language={language}
          onLanguage={choose}
        />
        <Became quotation={quotation} />
      </div>
    </Page>
  )
}

function Became({ quotation }: { quotation: Quotation }) {
  const t = useText()
  const { endedAt, invoice, reason, services, state } = quotation
  const waits = { draft: 'notSentYet', sent: 'nothingYet' } as const
  return (
    <Card title={t('billing.quotation.became')} className="print:hidden">
      {(state === 'draft' || state === 'sent') && (
        <p className="text-soft">{t(`billing.quotation.${waits[state]}`)}</p>
      )}
      <Facts
        facts={[
          ...(endedAt === null
            ? []
            : [{ label: t('billing.quotation.ended'), value: <DateTime at={endedAt} /> }]),
          ...(reason === '' ? [] : [{ label: t('billing.quotation.reason'), value: reason }]),
          ...(invoice === null
            ? []
            : [
                {
                  label: t('billing.quotation.invoice'),
                  value: <Link to={paths.invoice(invoice.id)}>{invoice.code}</Link>,
                },
              ]),
          ...(services.length === 0
            ? []
            : [
                {
                  label: t('billing.quotation.services'),
                  value: (
                    <ul>
                      {services.map(({ id, number }) => (
                        <li key={id}>
                          <Link to={paths.service(id)}>{formatNumber(number)}</Link>
                        </li>
                      ))}
                    </ul>
                  ),
                },
              ]),
        ]}
      />
    </Card>
  )
}
