import { useParams } from '@tanstack/react-router'
import { Printer } from 'lucide-react'
import { readInvoice, type Invoice } from '#modules/billing/contract.ts'
import { formatNumber } from '#modules/subscribers/contract.ts'
import { STATE_TONES } from '#web/admin/billing/words.ts'
import { useCall } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Link } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
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
      mark={<Badge tone={STATE_TONES[invoice.state]}>{t(`billing.states.${invoice.state}`)}</Badge>}
      crumbs={[{ label: t('billing.title'), to: paths.invoices() }]}
      actions={
        <Button icon={<Printer />} onClick={() => window.print()}>
          {t('billing.print')}
        </Button>
      }
    >
      <div className="grid items-start gap-6">
        <Card
          title={invoice.seller.vatRegistered ? t('billing.taxInvoice') : t('billing.invoice')}
          hint={
            <>
              {t('billing.issued')} <DateTime at={invoice.issuedAt} /> · {t('billing.due')}{' '}
              <Day on={invoice.dueOn} />
            </>
          }
        >
          <Parties invoice={invoice} />
          <Lines invoice={invoice} />
        </Card>
        <Became invoice={invoice} />
      </div>
    </Page>
  )
}

function Parties({ invoice: { seller, buyer, subscriber } }: { invoice: Invoice }) {
  const t = useText()
  const pin = (value: string | null) =>
    value !== null && (
      <span className="tnum">
        {t('billing.pin')} {value}
      </span>
    )
  return (
    <div className="mb-6 grid gap-6 sm:grid-cols-2">
      <address className="grid not-italic">
        <span className="text-sm text-soft">{t('billing.from')}</span>
        <strong>{seller.legalName}</strong>
        {seller.address !== null && <span>{seller.address}</span>}
        {pin(seller.kraPin)}
      </address>
      <address className="grid not-italic">
        <span className="text-sm text-soft">{t('billing.to')}</span>
        <Link to={paths.subscriber(subscriber.id, 'money')}>{subscriber.name}</Link>
        <span className="tnum">{formatNumber(subscriber.number)}</span>
        {buyer.address !== null && <span>{buyer.address}</span>}
        {pin(buyer.kraPin)}
      </address>
    </div>
  )
}

function Lines({ invoice }: { invoice: Invoice }) {
  const t = useText()
  const language = useLanguage()
  const amounts = ['net', 'excise', 'vat', 'gross'] as const
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-sm">
        <thead>
          <tr className="border-b text-left text-soft">
            <th className="py-2 pr-4 font-medium">{t('billing.description')}</th>
            {amounts.map((name) => (
              <th key={name} className="py-2 pl-4 text-right font-medium">
                {t(`billing.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {invoice.lines.map((line) => (
            <tr key={line.id} className="border-b align-top">
              <td className="min-w-48 py-2 pr-4">{line.words[language]}</td>
              {amounts.map((name) => (
                <td key={name} className="py-2 pl-4 text-right whitespace-nowrap">
                  <Money of={line[name]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="font-semibold">
            <td className="py-2 pr-4">{t('billing.gross')}</td>
            {amounts.map((name) => (
              <td key={name} className="py-2 pl-4 text-right whitespace-nowrap">
                <Money of={invoice[name]} />
              </td>
            ))}
          </tr>
          <tr className="text-soft">
            <td className="py-2 pr-4" colSpan={amounts.length}>
              {t('billing.open')}
            </td>
            <td className="py-2 pl-4 text-right whitespace-nowrap">
              <Money of={invoice.open} />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

function Became({ invoice }: { invoice: Invoice }) {
  const t = useText()
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2 print:hidden">
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
      {invoice.creditNotes.length > 0 && (
        <Card title={t('billing.creditNotes')}>
          <ul className="divide-y">
            {invoice.creditNotes.map((note) => (
              <li key={note.id} className="flex justify-between gap-4 py-2">
                <span>
                  {note.code} <span className="text-sm text-soft">{note.reason}</span>
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
