import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import {
  disputeInvoice,
  DISPUTE_OUTCOMES,
  endDispute,
  recordCertificate,
  WITHHELD,
  writeOffInvoice,
  type Invoice,
} from '#modules/billing/contract.ts'
import { AmountAndReason } from '#web/admin/billing/AmountAndReason.tsx'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { AmountField, NOTHING } from '#web/ui/form/AmountField.tsx'
import { DateField } from '#web/ui/form/DateField.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { RadioCards } from '#web/ui/form/RadioCards.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'
import { useToday } from '#web/ui/zone.ts'

type Props = { invoice: Invoice; onClose: () => void }

const REFRESH = ['billing', 'documents', 'ledger', 'services']

/** Gives up what is open of an overdue invoice. */
export function WriteOffForm({ invoice, onClose }: Props) {
  const t = useText()
  const [id] = useState(randomId)
  const form = useContractForm(writeOffInvoice, {
    defaults: { invoiceId: invoice.id, id, amount: invoice.open, reason: '' },
    refresh: REFRESH,
    onDone: () => {
      toast.good(t('billing.byHand.booked'))
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('billing.byHand.writeOff')}
      hint={t('billing.byHand.writeOffHint')}
    >
      <Form
        form={form}
        submit={t('billing.byHand.writeOff')}
        permission={writeOffInvoice}
        onCancel={onClose}
        danger
      >
        <AmountAndReason amount={form.field('amount')} reason={form.field('reason')} />
      </Form>
    </Dialog>
  )
}

/** The paper that says what the payer kept back for the state. */
export function CertificateForm({ invoice, onClose }: Props) {
  const t = useText()
  const today = useToday().toString()
  const [id] = useState(randomId)
  const isAwaited = BigInt(invoice.awaited.cents) > 0n
  const form = useContractForm(recordCertificate, {
    defaults: {
      ...{ invoiceId: invoice.id, id, tax: 'vat', number: '', on: today },
      amount: isAwaited ? invoice.awaited : NOTHING,
    },
    refresh: REFRESH,
    onDone: () => {
      toast.good(t('billing.byHand.booked'))
      onClose()
    },
  })
  const amount = form.field('amount')
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('billing.certificates.enter')}
      hint={t('billing.certificates.enterHint')}
    >
      <Form
        form={form}
        submit={t('billing.certificates.enter')}
        permission={recordCertificate}
        onCancel={onClose}
      >
        <SelectField
          label={t('billing.certificates.tax')}
          options={WITHHELD.map((tax) => ({
            value: tax,
            label: t(`billing.certificates.taxes.${tax}`),
          }))}
          {...form.field('tax')}
        />
        <TextField
          label={t('billing.certificates.number')}
          autoCapitalize="characters"
          spellCheck={false}
          {...form.field('number')}
        />
        <DateField label={t('billing.certificates.on')} max={today} {...form.field('on')} />
        <AmountField label={t('billing.amount')} {...amount} />
      </Form>
    </Dialog>
  )
}

export function DisputeForm({ invoice, onClose }: Props) {
  const t = useText()
  const form = useContractForm(disputeInvoice, {
    defaults: { invoiceId: invoice.id, reason: '' },
    refresh: REFRESH,
    onDone: () => {
      toast.good(t('billing.disputes.opened'))
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('billing.disputes.open')}
      hint={t('billing.disputes.openHint')}
    >
      <Form
        form={form}
        submit={t('billing.disputes.open')}
        permission={disputeInvoice}
        onCancel={onClose}
      >
        <TextField label={t('billing.disputes.why')} {...form.field('reason')} />
      </Form>
    </Dialog>
  )
}

/** `onCredit`: the subscriber was right, and a credit note comes next. */
export function EndDisputeForm({ invoice, onClose, onCredit }: Props & { onCredit: () => void }) {
  const t = useText()
  const form = useContractForm(endDispute, {
    defaults: { invoiceId: invoice.id, outcome: 'stands', reason: '' },
    refresh: REFRESH,
    onDone: () => {
      toast.good(t('billing.disputes.ended'))
      onClose()
      if (form.values.outcome === 'credited') onCredit()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('billing.disputes.end')}>
      <Form
        form={form}
        submit={t('billing.disputes.end')}
        permission={endDispute}
        onCancel={onClose}
      >
        <RadioCards
          label={t('billing.disputes.outcome')}
          options={DISPUTE_OUTCOMES.map((outcome) => ({
            value: outcome,
            label: t(`billing.disputes.outcomes.${outcome}`),
            hint: t(`billing.disputes.hints.${outcome}`),
          }))}
          {...form.field('outcome')}
        />
        <TextField label={t('billing.disputes.told')} {...form.field('reason')} />
      </Form>
    </Dialog>
  )
}
