import { useState, type ReactNode } from 'react'
import { randomId } from '#kernel/id.ts'
import type { Endpoint } from '#kernel/endpoint.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import {
  askSheet,
  SALE_WAYS,
  sellVouchers,
  SHEET_FORMATS,
  VOID_REASONS,
  voidVouchers,
  type Batch,
} from '#modules/vouchers/contract.ts'
import { whole } from '#web/admin/vouchers/whole.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { MoneyField, NumberField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm, type Bound, type ContractForm } from '#web/ui/form/use-contract-form.ts'

type Props = { batch: Batch; onClose: () => void }

function useBeginning({ batch }: Props) {
  const [id] = useState(randomId)
  return { id, batchId: batch.id, fromSerial: 1, toSerial: batch.wanted }
}

type RangeDialogProps = {
  what: 'sell' | 'void' | 'print'
  form: ContractForm
  from: Bound<number>
  to: Bound<number>
  permission: Endpoint
  /** Whole batches are usual, so it may be sent as it stands. */
  evenUnchanged?: boolean
  onClose: () => void
  children: ReactNode
}

/** What all that is done to codes from here to there has around it. */
function RangeDialog({ what, form, from, to, permission, onClose, ...more }: RangeDialogProps) {
  const t = useText()
  const title = t(`vouchers.${what}.title`)
  return (
    <Dialog open onClose={onClose} title={title} hint={t(`vouchers.${what}.hint`)}>
      <Form
        {...{ form, permission }}
        submit={title}
        onCancel={onClose}
        evenUnchanged={more.evenUnchanged ?? false}
      >
        <NumberField label={t('vouchers.from')} {...whole(from)} />
        <NumberField label={t('vouchers.to')} {...whole(to)} />
        {more.children}
      </Form>
    </Dialog>
  )
}

/** Hands codes to somebody: from then on they count. */
export function SellForm(props: Props) {
  const t = useText()
  const beginning = useBeginning(props)
  const form = useContractForm(sellVouchers, {
    defaults: {
      ...beginning,
      ...{ buyer: '', how: 'cash', paid: moneyToWire(kes(0n)), reference: null },
    },
    refresh: ['vouchers', 'ledger'],
    onDone: props.onClose,
  })
  const paid = form.field('paid')
  return (
    <RangeDialog
      what="sell"
      form={form}
      from={form.field('fromSerial')}
      to={form.field('toSerial')}
      permission={sellVouchers}
      onClose={props.onClose}
    >
      <TextField label={t('vouchers.sell.buyer')} {...form.field('buyer')} />
      <SelectField
        label={t('vouchers.sell.how')}
        options={SALE_WAYS.map((value) => ({ value, label: t(`vouchers.sell.ways.${value}`) }))}
        {...form.field('how')}
      />
      <MoneyField
        label={t('vouchers.sell.paid')}
        hint={t('vouchers.sell.paidHint')}
        {...paid}
        onChange={(typed) => paid.onChange(typed ?? moneyToWire(kes(0n)))}
      />
      <TextField label={t('vouchers.sell.reference')} {...form.textOrNull('reference')} />
    </RangeDialog>
  )
}

/** Makes codes worthless. */
export function VoidForm(props: Props) {
  const t = useText()
  const { id: _id, ...range } = useBeginning(props)
  const form = useContractForm(voidVouchers, {
    defaults: { ...range, why: 'stolen' },
    refresh: ['vouchers', 'ledger'],
    onDone: props.onClose,
  })
  return (
    <RangeDialog
      what="void"
      form={form}
      from={form.field('fromSerial')}
      to={form.field('toSerial')}
      permission={voidVouchers}
      evenUnchanged
      onClose={props.onClose}
    >
      <SelectField
        label={t('vouchers.void.why')}
        options={VOID_REASONS.map((value) => ({
          value,
          label: t(`vouchers.void.reasons.${value}`),
        }))}
        {...form.field('why')}
      />
    </RangeDialog>
  )
}

/** Puts codes on paper. */
export function PrintForm(props: Props) {
  const t = useText()
  const form = useContractForm(askSheet, {
    defaults: { ...useBeginning(props), format: 'a4-24' },
    refresh: ['vouchers'],
    onDone: props.onClose,
  })
  return (
    <RangeDialog
      what="print"
      form={form}
      from={form.field('fromSerial')}
      to={form.field('toSerial')}
      permission={askSheet}
      evenUnchanged
      onClose={props.onClose}
    >
      <SelectField
        label={t('vouchers.print.format')}
        options={SHEET_FORMATS.map((value) => ({
          value,
          label: t(`vouchers.print.formats.${value}`),
        }))}
        {...form.field('format')}
      />
    </RangeDialog>
  )
}
