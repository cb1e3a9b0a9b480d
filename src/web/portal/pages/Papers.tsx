import { useState, type ReactNode } from 'react'
import { randomId } from '#kernel/id.ts'
import { listMyInvoices } from '#modules/billing/contract.ts'
import { sendMyReceipt } from '#modules/notices/contract.ts'
import { listMyPayments } from '#modules/payments/contract.ts'
import { useMoment } from '#web/portal/moment.ts'
import { useAsked, useDo } from '#web/portal/queries.ts'
import { useLanguage, useSay } from '#web/portal/texts.ts'
import { Card, Wrong } from '#web/portal/ui.tsx'
import { dayText, moneyText } from '#web/portal/words.ts'

const SHOWN = 24

/** Invoices and receipts as PDF, and the statement. */
export function Papers() {
  const say = useSay()
  const language = useLanguage()
  const moment = useMoment()
  const invoices = useAsked(listMyInvoices, { limit: SHOWN })
  const payments = useAsked(listMyPayments, { limit: SHOWN })
  return (
    <div className="grid gap-4">
      <h1 className="text-2xl font-semibold">{say('papers')}</h1>
      <Wrong error={invoices.error ?? payments.error} />
      <Card title={say('invoices')}>
        {invoices.data?.items.length === 0 && <p className="text-soft">{say('noInvoices')}</p>}
        <ul className="grid divide-y">
          {invoices.data?.items.map((invoice) => (
            <Paper
              key={invoice.id}
              name={invoice.code}
              about={
                BigInt(invoice.open.cents) === 0n
                  ? say('isPaid')
                  : say('dueOn', { day: dayText(invoice.dueOn, language) })
              }
              amount={moneyText(invoice.gross, language)}
              href={`/api/portal/documents/invoice/${invoice.id}?language=${language}`}
            />
          ))}
        </ul>
      </Card>
      <Card title={say('payments')}>
        {payments.data?.items.length === 0 && <p className="text-soft">{say('noPayments')}</p>}
        <ul className="grid divide-y">
          {payments.data?.items.map((payment) => (
            <Paper
              key={payment.id}
              name={payment.receipt}
              about={moment(payment.paidAt)}
              amount={moneyText(payment.amount, language)}
              href={`/api/portal/payments/${payment.id}/receipt?language=${language}`}
              more={<SendReceipt paymentId={payment.id} name={payment.receipt} />}
            />
          ))}
        </ul>
      </Card>
      <a
        href={`/api/portal/statement?language=${language}`}
        download
        className="text-accent-text underline"
      >
        {say('statement')}
      </a>
    </div>
  )
}

/** By e-mail, with the paper; clicked twice it comes once. */
function SendReceipt({ paymentId, name }: { paymentId: string; name: string }) {
  const say = useSay()
  const [id] = useState(randomId)
  const send = useDo(sendMyReceipt, undefined, 'nothing')
  return (
    <>
      <button
        type="button"
        aria-label={`${say('sendByEmail')}: ${name}`}
        disabled={send.isPending || send.isSuccess}
        onClick={() => send.mutate({ id, paymentId, by: 'email' })}
        className="inline-flex min-h-11 items-center rounded-lg border px-4"
      >
        {say(send.isSuccess ? 'sent' : 'sendByEmail')}
      </button>
      <Wrong error={send.error} />
    </>
  )
}

function Paper(paper: {
  name: string
  about: string
  amount: string
  href: string
  more?: ReactNode
}) {
  const say = useSay()
  const pdf = (
    <a
      href={paper.href}
      download
      aria-label={`${say('pdf')}: ${paper.name}`}
      className="inline-flex min-h-11 items-center rounded-lg border px-4"
    >
      {say('pdf')}
    </a>
  )
  return (
    <li className="grid gap-2 py-3">
      <span className="flex items-center justify-between gap-3">
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{paper.name}</span>
          <span className="text-sm text-soft">{paper.about}</span>
        </span>
        <span className="tnum">{paper.amount}</span>
        {!paper.more && pdf}
      </span>
      {paper.more && (
        <span className="flex flex-wrap gap-2">
          {pdf}
          {paper.more}
        </span>
      )}
    </li>
  )
}
