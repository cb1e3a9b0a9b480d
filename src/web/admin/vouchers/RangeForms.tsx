import { useState } from 'react'
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
import { useContractForm } from '#web/ui/form/use-contract-form.ts'

type Props = { batch: Batch; onClose: () => void }

function useBeginning({ batch }: Props) {
  const [id] = useState(() => crypto.randomUUID())
  return { id, batchId: batch.id, fromSerial: 1, toSerial: batch.wanted }
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
    <Dialog
      open
      onClose={props.onClose}
      title={t('vouchers.sell.title')}
      hint={t('vouchers.sell.hint')}
    >
      <Form
        form={form}
        submit={t('vouchers.sell.title')}
        permission={sellVouchers}
        onCancel={props.onClose}
      >
        <NumberField label={t('vouchers.from')} {...whole(form.field('fromSerial'))} />
        <NumberField label={t('vouchers.to')} {...whole(form.field('toSerial'))} />
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
      </Form>
    </Dialog>
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
    <Dialog
      open
      onClose={props.onClose}
      title={t('vouchers.void.title')}
      hint={t('vouchers.void.hint')}
    >
      <Form
        form={form}
        submit={t('vouchers.void.title')}
        permission={voidVouchers}
        evenUnchanged
        onCancel={props.onClose}
      >
        <NumberField label={t('vouchers.from')} {...whole(form.field('fromSerial'))} />
        <NumberField label={t('vouchers.to')} {...whole(form.field('toSerial'))} />
        <SelectField
          label={t('vouchers.void.why')}
          options={VOID_REASONS.map((value) => ({
            value,
            label: t(`vouchers.void.reasons.${value}`),
          }))}
          {...form.field('why')}
        />
      </Form>
    </Dialog>
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
    <Dialog
      open
      onClose={props.onClose}
      title={t('vouchers.print.title')}
      hint={t('vouchers.print.hint')}
    >
      <Form
        form={form}
        submit={t('vouchers.print.title')}
        permission={askSheet}
        evenUnchanged
        onCancel={props.onClose}
      >
        <NumberField label={t('vouchers.from')} {...whole(form.field('fromSerial'))} />
        <NumberField label={t('vouchers.to')} {...whole(form.field('toSerial'))} />
        <SelectField
          label={t('vouchers.print.format')}
          options={SHEET_FORMATS.map((value) => ({
            value,
            label: t(`vouchers.print.formats.${value}`),
          }))}
          {...form.field('format')}
        />
      </Form>
    </Dialog>
  )
}
