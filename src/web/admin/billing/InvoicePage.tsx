import { useParams } from '@tanstack/react-router'
import { csv } from '#kernel/client.ts'
import { listInvoiceLines, readInvoice, type Invoice } from '#modules/billing/contract.ts'
import { InvoiceActions } from '#web/admin/billing/InvoiceActions.tsx'
import { STATE_TONES } from '#web/admin/billing/words.ts'
import { IssuedSheet } from '#web/admin/documents/IssuedSheet.tsx'
import { PayByQr } from '#web/admin/payments/PayByQr.tsx'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Banner } from '#web/ui/Banner.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Link } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { CsvButton } from '#web/ui/table/CsvButton.tsx'
import { DateTime, Day, Money } from '#web/ui/values.tsx'

export function InvoicePage() {
  const { invoiceId = '' } = useParams({ strict: false })
  const invoice = useCall(readInvoice, { invoiceId })
  return (
    <Loaded of={invoice} skeleton={<PageSkeleton />}>
      {(loaded) => <OneInvoice invoice={loaded} />}
    </Loaded>
  )
}

/** The invoice as a document, and what became of it. */
function OneInvoice({ invoice }: { invoice: Invoice }) {
  const t = useText()
  return (
    <Page
      title={invoice.code}
      width="wide"
      mark={
        isGivenUp(invoice) ? (
          <Badge tone="bad">{t('billing.byHand.givenUp')}</Badge>
        ) : (
          <Badge tone={STATE_TONES[invoice.state]}>{t(`billing.states.${invoice.state}`)}</Badge>
        )
      }
      crumbs={[{ label: t('billing.title'), to: paths.invoices() }]}
      lead={
        <>
          <Link to={paths.subscriber(invoice.subscriber.id, 'money')}>
            {invoice.subscriber.name}
          </Link>{' '}
          · {t('billing.due')} <Day on={invoice.dueOn} /> · {t('billing.open')}{' '}
          <Money of={invoice.open} />
        </>
      }
      actions={<InvoiceActions invoice={invoice} />}
    >
      <DisputeBanner invoice={invoice} />
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,5fr)_minmax(18rem,2fr)]">
        <IssuedSheet
          kind="invoice"
          id={invoice.id}
          more={
            <CsvButton
              named
              of={{
                csvUrl: undefined,
                fetchCsv: () => csv(listInvoiceLines, { invoiceId: invoice.id }),
              }}
            />
          }
        />
        <Became invoice={invoice} />
      </div>
    </Page>
  )
}

/** Nothing is open, but it was not paid. What was undone stands below zero. */
function isGivenUp({ settlements }: Invoice): boolean {
  return (
    settlements.reduce(
      (sum, { source, amount }) => (source === 'write-off' ? sum + BigInt(amount.cents) : sum),
      0n,
    ) > 0n
  )
}

/** While somebody does not agree, whoever opens the invoice should know why. */
function DisputeBanner({ invoice }: { invoice: Invoice }) {
  const t = useText()
  const open = invoice.disputes.find(({ ended }) => ended === null)
  if (!open) return null
  return (
    <Banner tone="warn" className="mb-6 print:hidden" title={t('billing.disputes.stands')}>
      {open.reason} · <DateTime at={open.openedAt} />
    </Banner>
  )
}

function Became({ invoice }: { invoice: Invoice }) {
  const t = useText()
  return (
    <div className="grid items-start gap-6 print:hidden">
      <Card title={t('billing.settlements')}>
        {invoice.settlements.length === 0 && (
          <p className="text-soft">{t('billing.noSettlements')}</p>
        )}
        <ul className="divide-y">
          {invoice.settlements.map((one) => (
            <li key={`${one.at} ${one.amount.cents}`} className="flex justify-between gap-4 py-2">
              <span>
                {t(`billing.sources.${one.source}`, { code: one.code ?? '' })}{' '}
                <span className="text-sm text-soft">
                  <DateTime at={one.at} />
                </span>
              </span>
              <Money of={one.amount} />
            </li>
          ))}
        </ul>
      </Card>
      {BigInt(invoice.open.cents) > 0n && (
        <Card title={t('payments.qr.title')}>
          <p className="mb-3 text-sm text-soft">{t('payments.qr.onPaper')}</p>
          <PayByQr subscriberId={invoice.subscriber.id} amount={invoice.open} />
        </Card>
      )}
      {BigInt(invoice.awaited.cents) > 0n && (
        <Card title={t('billing.certificates.awaited')}>
          <p>
            <Money of={invoice.awaited} />
          </p>
          <p className="mt-1 text-sm text-soft">{t('billing.certificates.awaitedHint')}</p>
        </Card>
      )}
      {invoice.disputes.some(({ ended }) => ended !== null) && (
        <Card title={t('billing.disputes.title')}>
          <ul className="divide-y">
            {invoice.disputes.map(
              ({ ended, reason, openedAt }) =>
                ended && (
                  <li key={openedAt} className="grid gap-0.5 py-2 first:pt-0 last:pb-0">
                    <span>{reason}</span>
                    <span className="text-sm text-soft">
                      <DateTime at={ended.at} />
                      {ended.outcome && ` · ${t(`billing.disputes.outcomes.${ended.outcome}`)}`}
                      {ended.words !== '' && ` · ${ended.words}`}
                    </span>
                  </li>
                ),
            )}
          </ul>
        </Card>
      )}
      {invoice.creditNotes.length > 0 && (
        <Card title={t('billing.creditNotes')}>
          <ul className="divide-y">
            {invoice.creditNotes.map((note) => (
              <li key={note.id} className="flex justify-between gap-4 py-2">
                <span>
                  <Link to={paths.creditNote(note.id)}>{note.code}</Link>{' '}
                  <span className="text-sm text-soft">{note.reason}</span>
                </span>
                <Money of={note.gross} />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  )
}
