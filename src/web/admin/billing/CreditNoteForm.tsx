import { useNavigate } from '@tanstack/react-router'
import type { InputOf } from '#kernel/endpoint.ts'
import type { MoneyOnWire } from '#kernel/money.ts'
import {
  creditInvoice,
  CREDITED_AT_ONCE_MAX,
  previewCredit,
  type Invoice,
} from '#modules/billing/contract.ts'
import { CreditLines } from '#web/admin/billing/CreditLines.tsx'
import { TotalsPreview } from '#web/admin/billing/TotalsPreview.tsx'
import { useSettled } from '#web/admin/billing/use-settled.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'
import { Money } from '#web/ui/values.tsx'

type Credited = InputOf<typeof creditInvoice>['lines']

/** Takes back an invoice, wholly or line by line, and shows what that comes to before the note gets its number. */
export function CreditNoteForm({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const t = useText()
  const go = useNavigate()
  const form = useContractForm(creditInvoice, {
    // Only lines of which something goes back: the others are thousands.
    defaults: { invoiceId: invoice.id, reason: '', lines: [] },
    refresh: ['billing', 'documents', 'ledger', 'services'],
    onDone: async (reply) => {
      const note = reply.creditNotes.at(-1)
      toast.good(t('billing.byHand.credited', { code: note?.code ?? '' }))
      onClose()
      if (note) await go({ to: paths.creditNote(note.id) })
    },
  })
  const { lines } = form.values
  const asked = useSettled({ invoiceId: invoice.id, lines })
  const preview = useCall(previewCredit, asked, {
    enabled: asked.lines.length > 0 && asked.lines.length <= CREDITED_AT_ONCE_MAX,
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
        <Wholly of={invoice} onTake={(all) => form.set({ lines: all })} />
        <CreditLines
          invoice={invoice}
          creditOf={(lineId) => {
            const place = lines.findIndex((one) => one.lineId === lineId)
            const net = lines[place]?.net
            return {
              net: net && isAmount(net) ? net : null,
              error: net && form.issuesIn('lines')(`${place}.net`),
            }
          }}
          onCredit={(lineId, net) => {
            const taken = net && net.cents !== '0' ? [{ lineId, net }] : []
            const place = lines.findIndex((one) => one.lineId === lineId)
            form.set({
              lines: place < 0 ? [...lines, ...taken] : lines.toSpliced(place, 1, ...taken),
            })
          }}
        />
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

/** Not while somebody has typed what is no amount: the contract refuses that, and says so at its line. */
function isAmount({ cents }: MoneyOnWire): boolean {
  return /^\d+$/.test(cents)
}

/** All that is left of it, where one note can hold that. */
function Wholly({ of, onTake }: { of: Invoice; onTake: (lines: Credited) => void }) {
  const t = useText()
  const left = of.lines.filter(({ creditableNet }) => creditableNet.cents !== '0')
  if (of.lines.length < of.linesInAll || left.length > CREDITED_AT_ONCE_MAX)
    return (
      <p className="text-sm text-soft">
        {t('billing.byHand.mostLines', { most: String(CREDITED_AT_ONCE_MAX) })}
      </p>
    )
  return (
    <div>
      <Button
        size="sm"
        onClick={() => onTake(left.map(({ id, creditableNet: net }) => ({ lineId: id, net })))}
      >
        {t('billing.byHand.wholly')}
      </Button>
    </div>
  )
}
