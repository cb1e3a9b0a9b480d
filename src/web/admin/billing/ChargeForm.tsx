import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import { moneyToWire } from '#kernel/money.ts'
import { listProducts, readTaxes } from '#modules/catalog/contract.ts'
import { chargeSubscriber, previewCharge } from '#modules/billing/contract.ts'
import type { Subscriber } from '#modules/subscribers/contract.ts'
import { TotalsPreview } from '#web/admin/billing/TotalsPreview.tsx'
import { useSettled } from '#web/admin/billing/use-settled.ts'
import { useCall } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useCan } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { AmountField, NOTHING } from '#web/ui/form/AmountField.tsx'
import { Combobox } from '#web/ui/form/Combobox.tsx'
import { NumberField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'
import { Day, Money } from '#web/ui/values.tsx'

/** Charges something once: a product of the catalog, or whatever somebody writes, with its tax class. Shows what it comes to before. */
export function ChargeForm({
  subscriber,
  onClose,
}: {
  subscriber: Subscriber
  onClose: () => void
}) {
  const t = useText()
  const go = useNavigate()
  const [id] = useState(randomId)
  const form = useContractForm(chargeSubscriber, {
    defaults: {
      ...{ subscriberId: subscriber.id, id, productId: null, words: { en: '', sw: '' } },
      ...{ amount: NOTHING, quantity: 1, taxMode: 'inclusive', taxClassId: '', reason: '' },
    },
    refresh: ['billing', 'ledger'],
    onDone: async (invoice) => {
      toast.good(t('billing.byHand.charged', { code: invoice.code }))
      await go({ to: paths.invoice(invoice.id) })
    },
  })
  const { values } = form
  const asked = useSettled(values)
  const parsed = chargeSubscriber.input.safeParse(asked)
  const isWhole = parsed.success && parsed.data.amount.cents > 0n
  const preview = useCall(previewCharge, asked, { enabled: isWhole })
  return (
    <Dialog open onClose={onClose} title={t('billing.byHand.charge')} size="lg">
      <Form
        form={form}
        submit={t('billing.byHand.charge')}
        permission={chargeSubscriber}
        onCancel={onClose}
      >
        <ChargeFields form={form} />
        <TextField
          label={t('billing.byHand.reason')}
          hint={t('billing.byHand.reasonHint')}
          optional
          {...form.field('reason')}
          value={values.reason ?? ''}
        />
        {isWhole && preview.data && (
          <TotalsPreview totals={preview.data}>
            <p className="text-sm text-soft">
              {t('billing.due')} <Day on={preview.data.dueOn} />
              {BigInt(preview.data.fromWallet.cents) > 0n && (
                <>
                  {' '}
                  · {t('billing.byHand.fromWallet')} <Money of={preview.data.fromWallet} />
                </>
              )}
            </p>
          </TotalsPreview>
        )}
      </Form>
    </Dialog>
  )
}

type ChargeInputs = ReturnType<typeof useContractForm<typeof chargeSubscriber>>

/** What is charged, and how it is taxed; a product fills all of it in. */
function ChargeFields({ form }: { form: ChargeInputs }) {
  const t = useText()
  const language = useLanguage()
  const can = useCan()
  const products = useCall(
    listProducts,
    { kind: ['one-off'], limit: 200 },
    { enabled: can(listProducts) },
  )
  const taxes = useCall(readTaxes, {}, { enabled: can(readTaxes) })
  const { values } = form
  const amount = form.field('amount')

  function choose(productId: string) {
    const content = products.data?.items.find((one) => one.id === productId)?.latest.content
    if (!content) return
    const { name, price, taxMode, taxClassId } = content
    form.set({ productId, words: name, amount: moneyToWire(price), taxMode, taxClassId })
  }

  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Combobox
        label={t('billing.byHand.product')}
        hint={t('billing.byHand.productHint')}
        optional
        options={(products.data?.items ?? []).map((one) => ({
          value: one.id,
          label: one.latest.content.name[language] || one.latest.content.name.en,
        }))}
        value={values.productId ?? ''}
        onChange={choose}
      />
      <SelectField
        label={t('catalog.price.taxClass')}
        options={(taxes.data?.classes ?? [])
          .filter(({ state }) => state === 'open')
          .map((one) => ({ value: one.id, label: one.name[language] }))}
        {...form.field('taxClassId')}
      />
      <TextField label={t('billing.byHand.wordsEn')} {...form.field('words.en')} />
      <TextField label={t('billing.byHand.wordsSw')} optional {...form.field('words.sw')} />
      <AmountField label={t('billing.byHand.price')} {...amount} />
      <div className="grid grid-cols-2 gap-5">
        <NumberField
          label={t('billing.byHand.quantity')}
          {...form.field('quantity')}
          value={values.quantity ?? 1}
          onChange={(typed) => form.set({ quantity: typed ?? Number.NaN })}
        />
        <SelectField
          label={t('billing.byHand.taxMode')}
          options={(['inclusive', 'exclusive'] as const).map((mode) => ({
            value: mode,
            label: t(`billing.byHand.${mode}`),
          }))}
          {...form.field('taxMode')}
        />
      </div>
    </div>
  )
}
