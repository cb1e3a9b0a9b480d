import { Telescope } from 'lucide-react'
import { lookAhead, type InvoiceAhead } from '#modules/billing/contract.ts'
import type { Subscriber } from '#modules/subscribers/contract.ts'
import { useMutate } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { toastProblem } from '#web/ui/Problem.tsx'
import { DateTime, Day, Money } from '#web/ui/values.tsx'

/** The next invoices, written by the product itself and taken back again: what somebody on the phone wants to know. */
export function AheadCard({ subscriber }: { subscriber: Subscriber }) {
  const t = useText()
  const look = useMutate(lookAhead, { refresh: [] })
  const ask = () =>
    look
      .mutateAsync({ subscriberId: subscriber.id })
      .catch((error: unknown) => toastProblem(error, t))
  const invoices = look.data?.invoices
  return (
    <Card
      title={t('billing.ahead.title')}
      hint={t('billing.ahead.hint')}
      actions={
        <Button size="sm" icon={<Telescope />} busy={look.isPending} onClick={() => void ask()}>
          {t('billing.ahead.look')}
        </Button>
      }
    >
      {invoices?.length === 0 && <p className="text-soft">{t('billing.ahead.none')}</p>}
      {invoices && invoices.length > 0 && (
        <ol className="divide-y">
          {invoices.map((invoice) => (
            <One key={`${invoice.at} ${invoice.lines[0]?.words.en ?? ''}`} invoice={invoice} />
          ))}
        </ol>
      )}
    </Card>
  )
}

function One({ invoice }: { invoice: InvoiceAhead }) {
  const t = useText()
  const language = useLanguage()
  return (
    <li className="grid gap-1 py-3 first:pt-0 last:pb-0">
      <span className="flex flex-wrap items-baseline justify-between gap-2">
        <strong className="font-semibold">
          <DateTime at={invoice.at} />
        </strong>
        <strong className="font-semibold">
          <Money of={invoice.gross} />
        </strong>
      </span>
      {invoice.lines.map((line, place) => (
        // Lines of the same plan read alike.
        <span key={`${place} ${line.words.en}`} className="flex justify-between gap-4 text-sm">
          {line.words[language]}
          <Money of={line.gross} />
        </span>
      ))}
      <span className="text-sm text-soft">
        {t('billing.net')} <Money of={invoice.net} /> · {t('billing.excise')}{' '}
        <Money of={invoice.excise} /> · {t('billing.vat')} <Money of={invoice.vat} /> ·{' '}
        {t('billing.due')} <Day on={invoice.dueOn} />
        {invoice.how === 'cycle' && ` · ${t('billing.ahead.usage')}`}
      </span>
    </li>
  )
}
