import { useNavigate } from '@tanstack/react-router'
import { creditInvoice, previewCredit, type Invoice } from '#modules/billing/contract.ts'
import { NOTHING } from '#web/admin/billing/AmountAndReason.tsx'
import { TotalsPreview } from '#web/admin/billing/TotalsPreview.tsx'
import { useSettled } from '#web/admin/billing/use-settled.ts'
import { useCall } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { MoneyField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'
import { Money } from '#web/ui/values.tsx'

/** Takes back an invoice, wholly or line by line, and shows what that comes to before the note gets its number. */
export function CreditNoteForm({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const t = useText()
  const language = useLanguage()
  const go = useNavigate()
  const lines = invoice.lines.filter(({ creditableNet }) => BigInt(creditableNet.cents) > 0n)
  const form = useContractForm(creditInvoice, {
    defaults: {
      ...{ invoiceId: invoice.id, reason: '' },
      lines: lines.map(({ id }) => ({ lineId: id, net: NOTHING })),
    },
    refresh: ['billing', 'documents', 'ledger', 'services'],
    prepare: (values) => ({ ...values, lines: values.lines.filter(({ net }) => isSome(net)) }),
    onDone: async (reply) => {
      const note = reply.creditNotes.at(-1)
      toast.good(t('billing.byHand.credited', { code: note?.code ?? '' }))
      onClose()
      if (note) await go({ to: paths.creditNote(note.id) })
    },
  })
  const asked = useSettled({
    invoiceId: invoice.id,
    lines: form.values.lines.filter(({ net }) => isSome(net)),
  })
  const preview = useCall(previewCredit, asked, {
    enabled: asked.lines.length > 0,
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('billing.byHand.credit', { code: invoice.code })}
      hint={t('billing.byHand.creditHint')}
      size="lg"
    >
      <Form
        form={form}
        submit={t('billing.byHand.writeNote')}
        permission={creditInvoice}
        onCancel={onClose}
      >
        <Wholly
          of={invoice}
          onTake={() =>
            form.set({
              lines: lines.map(({ id, creditableNet }) => ({ lineId: id, net: creditableNet })),
            })
          }
        />
        <ul className="grid divide-y">
          {lines.map((line, place) => {
            const net = form.field(`lines.${place}.net`)
            return (
              <li
                key={line.id}
                className="grid items-start gap-3 py-3 first:pt-0 sm:grid-cols-[1fr_12rem]"
              >
                <span>
                  {line.words[language]}
                  <span className="block text-sm text-soft">
                    {t('billing.byHand.left')} <Money of={line.creditableNet} />
                  </span>
                </span>
                <MoneyField
                  label={t('billing.byHand.beforeTax')}
                  {...net}
                  value={net.value === NOTHING ? null : net.value}
                  onChange={(typed) => net.onChange(typed ?? NOTHING)}
                />
              </li>
            )
          })}
        </ul>
        <TextField
          label={t('billing.byHand.reason')}
          hint={t('billing.byHand.onNote')}
          {...form.field('reason')}
        />
        {asked.lines.length > 0 && preview.data && (
          <TotalsPreview totals={preview.data}>
            <p className="text-sm text-soft">
              {t('billing.byHand.lowers')} <Money of={preview.data.lowers} /> ·{' '}
              {t('billing.byHand.toWallet')} <Money of={preview.data.toWallet} />
            </p>
          </TotalsPreview>
        )}
      </Form>
    </Dialog>
  )
}

function isSome({ cents }: { cents: string }): boolean {
  return cents !== '0' && cents !== ''
}

/** All of it at once; of thousands of lines only the first stand here, and part of them is not all of it. */
function Wholly({ of, onTake }: { of: Invoice; onTake: () => void }) {
  const t = useText()
  const [shown, all] = [of.lines.length, of.linesInAll]
  if (shown < all)
    return (
      <p className="text-sm text-soft">
        {t('billing.byHand.firstLines', { shown: String(shown), all: String(all) })}
      </p>
    )
  return (
    <div>
      <Button size="sm" onClick={onTake}>
        {t('billing.byHand.wholly')}
      </Button>
    </div>
  )
}
