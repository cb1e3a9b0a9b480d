import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import { CHART, listAccounts } from '#modules/ledger/contract.ts'
import { listShortcodes, payBusiness, SHORTCODE_KINDS } from '#modules/payments/contract.ts'
import { useAccountName } from '#web/admin/ledger/use-account-name.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { AmountField, NOTHING } from '#web/ui/form/AmountField.tsx'
import { Combobox } from '#web/ui/form/Combobox.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { RadioCards } from '#web/ui/form/RadioCards.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { Loaded } from '#web/ui/Problem.tsx'

/** Sends money of a shortcode to another business. */
export function PayBusiness({ onClose }: { onClose: () => void }) {
  const t = useText()
  const shortcodes = useCall(listShortcodes, {})
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('payments.business.pay')}
      hint={t('payments.business.payHint')}
      shape="side"
    >
      <Loaded of={shortcodes}>
        {({ shortcodes: all }) => (
          <PayForm
            shortcodes={all
              .filter(({ hasInitiator }) => hasInitiator)
              .map(({ id, name, number }) => ({ value: id, label: `${number} ${name}` }))}
            onClose={onClose}
          />
        )}
      </Loaded>
    </Dialog>
  )
}

function PayForm({
  shortcodes,
  onClose,
}: {
  shortcodes: readonly { value: string; label: string }[]
  onClose: () => void
}) {
  const t = useText()
  const accountName = useAccountName()
  const accounts = useCall(listAccounts, {})
  const [id] = useState(randomId)
  const form = useContractForm(payBusiness, {
    defaults: {
      ...{ id, shortcodeId: shortcodes[0]?.value ?? '', amount: NOTHING, reason: '' },
      ...{ to: { kind: 'paybill', number: '', account: null }, bookedTo: CHART.bank },
    },
    refresh: ['payments', 'ledger'],
    onDone: onClose,
  })
  const amount = form.field('amount')
  const bookedTo = form.field('bookedTo')
  return (
    <Form
      form={form}
      submit={t('payments.business.pay')}
      permission={payBusiness}
      onCancel={onClose}
    >
      <SelectField
        label={t('payments.business.from')}
        options={shortcodes}
        {...form.field('shortcodeId')}
      />
      <RadioCards
        label={t('payments.business.toKind')}
        options={SHORTCODE_KINDS.map((kind) => ({
          value: kind,
          label: t(`payments.mpesa.kindsOf.${kind}`),
        }))}
        {...form.field('to.kind')}
      />
      <TextField
        label={t('payments.business.number')}
        inputMode="numeric"
        {...form.field('to.number')}
      />
      {form.values.to.kind === 'paybill' && (
        <TextField
          label={t('payments.business.account')}
          hint={t('payments.business.accountHint')}
          {...form.textOrNull('to.account')}
        />
      )}
      <AmountField label={t('payments.amount')} {...amount} />
      <Combobox
        label={t('payments.business.bookedTo')}
        hint={t('payments.business.bookedToHint')}
        options={(accounts.data?.accounts ?? [])
          .filter(
            ({ code, partyKind, archivedAt, kind }) =>
              partyKind === null &&
              archivedAt === null &&
              code !== CHART.onWayToBank &&
              (kind === 'asset' || kind === 'expense'),
          )
          .map((one) => ({ value: String(one.code), label: `${one.code} ${accountName(one)}` }))}
        {...bookedTo}
        value={String(bookedTo.value)}
        onChange={(code) => bookedTo.onChange(Number(code))}
      />
      <TextField label={t('payments.reason')} {...form.field('reason')} />
    </Form>
  )
}
