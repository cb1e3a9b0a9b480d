import { Search } from 'lucide-react'
import { useState } from 'react'
import { listInvoiceLines, type Invoice, type InvoiceLineRow } from '#modules/billing/contract.ts'
import type { MoneyOnWire } from '#kernel/money.ts'
import { useSettled } from '#web/admin/billing/use-settled.ts'
import { useCall } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { MoneyField } from '#web/ui/form/fields.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { Money } from '#web/ui/values.tsx'

const LINES_AT_ONCE = 50

type Props = {
  invoice: Invoice
  /** What goes back of a line, and what is wrong with that. */
  creditOf: (lineId: string) => { net: MoneyOnWire | null; error: string | undefined }
  onCredit: (lineId: string, net: MoneyOnWire | null) => void
}

/** The lines of which something is left, found by what they say; of thousands a page at a time, and what was typed on another stays. */
export function CreditLines({ invoice, ...credit }: Props) {
  const t = useText()
  const [typed, setTyped] = useState('')
  const q = useSettled(typed.trim())
  // The cursors of the pages up to this one, and for which search they hold.
  const [trail, setTrail] = useState<{ q: string; cursors: readonly string[] }>({ q, cursors: [] })
  const cursors = trail.q === q ? trail.cursors : []
  const cursor = cursors.at(-1)
  const lines = useCall(listInvoiceLines, {
    ...{ invoiceId: invoice.id, creditable: 'yes', limit: LINES_AT_ONCE },
    ...(q !== '' && { q }),
    ...(cursor !== undefined && { cursor }),
  })
  const first = cursors.length * LINES_AT_ONCE + 1
  return (
    <div className="grid gap-3">
      {invoice.linesInAll > LINES_AT_ONCE && (
        <TextField
          label={t('billing.byHand.findLine')}
          labelHidden
          type="search"
          placeholder={t('billing.byHand.findLine')}
          before={<Search aria-hidden="true" className="size-4" />}
          value={typed}
          onChange={setTyped}
        />
      )}
      <Loaded of={lines}>
        {({ items, next, total, totalIsExact }) => (
          <>
            <ul className="grid divide-y">
              {items.map((line) => (
                <CreditLine key={line.id} line={line} {...credit} />
              ))}
            </ul>
            {items.length === 0 && <p className="text-soft">{t('billing.byHand.noSuchLine')}</p>}
            {(next !== null || cursor !== undefined) && (
              <div className="flex flex-wrap items-center gap-2">
                <span className="mr-auto text-sm text-soft tnum">
                  {t('billing.byHand.linesShown', {
                    from: String(first),
                    to: String(first + items.length - 1),
                    all: `${total}${totalIsExact ? '' : '+'}`,
                  })}
                </span>
                <Button
                  size="sm"
                  disabledBecause={cursor === undefined && t('billing.byHand.firstPage')}
                  onClick={() => setTrail({ q, cursors: cursors.slice(0, -1) })}
                >
                  {t('common.previous')}
                </Button>
                <Button
                  size="sm"
                  disabledBecause={next === null && t('billing.byHand.lastPage')}
                  onClick={() => next !== null && setTrail({ q, cursors: [...cursors, next] })}
                >
                  {t('common.next')}
                </Button>
              </div>
            )}
          </>
        )}
      </Loaded>
    </div>
  )
}

function CreditLine({
  line,
  creditOf,
  onCredit,
}: { line: InvoiceLineRow } & Pick<Props, 'creditOf' | 'onCredit'>) {
  const t = useText()
  const language = useLanguage()
  const { net, error } = creditOf(line.id)
  return (
    <li className="grid items-start gap-3 py-3 first:pt-0 sm:grid-cols-[1fr_12rem]">
      <span>
        {line.words[language]}
        <span className="block text-sm text-soft">
          {line.service !== null && <span className="tnum">{line.service} · </span>}
          {t('billing.byHand.left')} <Money of={line.creditableNet} />
        </span>
      </span>
      <MoneyField
        label={t('billing.byHand.beforeTax')}
        name={`credit-${line.id}`}
        value={net}
        error={error}
        onChange={(typed) => onCredit(line.id, typed)}
      />
    </li>
  )
}
