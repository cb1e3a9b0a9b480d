import { Shuffle } from 'lucide-react'
import { acceptPlanQuote, type PlanQuote } from '#modules/billing/contract.ts'
import { useMutate } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { toastProblem } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'
import { DateTime, Money } from '#web/ui/values.tsx'

type Props = { quote: PlanQuote; siteId: string | null; onDone: () => void }

/** What another plan gives back and costs, line by line, and the button that makes it so. */
export function PlanQuoteCard({ quote, siteId, onDone }: Props) {
  const t = useText()
  const mayNot = useMayNot()
  const accept = useMutate(acceptPlanQuote, { refresh: ['services', 'subscribers', 'billing'] })
  const isMissing = BigInt(quote.missing.cents) > 0n
  const due = BigInt(quote.charged.cents) - BigInt(quote.credited.cents)

  async function change(ifShort: 'refuse' | 'wait') {
    try {
      const done = await accept.mutateAsync({
        ...{ serviceId: quote.serviceId, quoteId: quote.id, ifShort },
      })
      toast.good(
        done.state === 'waiting' ? t('billing.quote.waits') : t('billing.quote.done', quote),
      )
      onDone()
    } catch (error) {
      toastProblem(error, t)
    }
  }

  return (
    <section
      className="grid gap-4 rounded-lg border bg-sunken p-4"
      aria-label={t('billing.quote.title')}
    >
      <Lines title={t('billing.quote.credits')} lines={quote.credits} minus />
      <Lines title={t('billing.quote.charges')} lines={quote.charges} />
      <p className="flex flex-wrap items-baseline justify-between gap-2 border-t pt-3 font-medium">
        {due < 0n ? t('billing.quote.back') : t('billing.quote.due')}
        <Money of={{ ...quote.charged, cents: String(due < 0n ? -due : due) }} />
      </p>
      {quote.paidUntil.after !== null && (
        <p className="text-sm text-soft">
          {t('billing.money.paidUntil')} <DateTime at={quote.paidUntil.after} />
        </p>
      )}
      {isMissing && (
        <p className="text-sm text-warn-text">
          {t('billing.money.missing')}: <Money of={quote.missing} />
        </p>
      )}
      <p className="text-sm text-soft">
        {t('billing.quote.valid')} <DateTime at={quote.validUntil} />.
      </p>
      <div className="flex flex-wrap justify-end gap-2">
        {isMissing ? (
          <Button
            look="primary"
            busy={accept.isPending}
            onClick={() => void change('wait')}
            disabledBecause={mayNot(acceptPlanQuote, siteId ?? undefined)}
          >
            {t('billing.quote.wait')}
          </Button>
        ) : (
          <Button
            look="primary"
            icon={<Shuffle />}
            busy={accept.isPending}
            onClick={() => void change('refuse')}
            disabledBecause={mayNot(acceptPlanQuote, siteId ?? undefined)}
          >
            {t('billing.quote.accept')}
          </Button>
        )}
      </div>
    </section>
  )
}

function Lines({
  title,
  lines,
  minus = false,
}: {
  title: string
  lines: PlanQuote['charges']
  minus?: boolean
}) {
  const language = useLanguage()
  if (lines.length === 0) return null
  return (
    <div className="grid gap-1.5">
      <h3 className="text-sm font-medium text-soft">{title}</h3>
      <ul className="grid gap-1.5">
        {lines.map(({ words, gross }, place) => (
          <li key={place} className="flex items-baseline justify-between gap-4 text-sm">
            <span className="min-w-0">{words[language]}</span>
            <span className="shrink-0">
              <Money of={minus ? { ...gross, cents: `-${gross.cents}` } : gross} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
