import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import { formatMoney, money } from '#kernel/money.ts'
import { sellAddon, takeCoupon, type Extras } from '#modules/billing/contract.ts'
import { chooseOptions, type Service } from '#modules/services/contract.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { NumberField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

type Props = { service: Service; onClose: () => void }

export function SellAddon({ service, extras, onClose }: Props & { extras: Extras }) {
  const t = useText()
  const language = useLanguage()
  const [id] = useState(randomId)
  const form = useContractForm(sellAddon, {
    defaults: { serviceId: service.id, id, productId: '', quantity: 1 },
    refresh: ['billing', 'services', 'subscribers', 'usage'],
    onDone: () => {
      toast.good(t('billing.extras.sold'))
      onClose()
    },
  })
  const options = extras.offered
    .filter(({ left }) => left !== 0)
    .map(({ productId, name, price, charged }) => ({
      value: productId,
      label: `${name[language] || name.en} · ${formatMoney(money.decode(price), language)} ${t(`billing.extras.${charged}`)}`,
    }))
  return (
    <Dialog open onClose={onClose} title={t('billing.extras.sellTitle')}>
      <Form form={form} submit={t('billing.extras.sell')} permission={sellAddon} onCancel={onClose}>
        <SelectField
          label={t('billing.extras.addon')}
          hint={service.pay === 'prepaid' ? t('billing.extras.prepaid') : undefined}
          options={options}
          {...form.field('productId')}
        />
        <NumberField
          label={t('billing.extras.quantity')}
          value={form.values.quantity}
          error={form.issueAt('quantity')}
          onChange={(quantity) => form.set({ quantity: quantity ?? 0 })}
        />
      </Form>
    </Dialog>
  )
}

export function TakeCoupon({ service, onClose }: Props) {
  const t = useText()
  const form = useContractForm(takeCoupon, {
    defaults: { serviceId: service.id, code: '' },
    refresh: ['billing', 'subscribers', 'catalog'],
    onDone: () => {
      toast.good(t('billing.extras.taken'))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('billing.extras.useCoupon')}>
      <Form
        form={form}
        submit={t('billing.extras.useCoupon')}
        permission={takeCoupon}
        onCancel={onClose}
      >
        <TextField
          label={t('billing.extras.code')}
          hint={t('billing.extras.codeHint')}
          autoFocus
          autoComplete="off"
          {...form.field('code')}
        />
      </Form>
    </Dialog>
  )
}

export function ChooseOptions({ service, extras, onClose }: Props & { extras: Extras }) {
  const t = useText()
  const language = useLanguage()
  const form = useContractForm(chooseOptions, {
    defaults: {
      serviceId: service.id,
      version: service.version,
      chosen: Object.fromEntries(extras.options.map(({ key, chosen }) => [key, chosen])),
    },
    refresh: ['services', 'billing', 'subscribers'],
    onDone: () => {
      toast.good(t('billing.extras.chosen'))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('billing.extras.options')}>
      <Form
        form={form}
        submit={t('billing.extras.choose')}
        permission={chooseOptions}
        onCancel={onClose}
      >
        {extras.options.map(({ key, name, included, kind }) => (
          <NumberField
            key={key}
            label={name[language] || name.en}
            hint={kind === 'device' ? t('billing.extras.included', { count: included }) : undefined}
            value={form.values.chosen[key] ?? 0}
            error={form.issueAt(`chosen.${key}`)}
            onChange={(count) =>
              form.set({ chosen: { ...form.values.chosen, [key]: Math.max(0, count ?? 0) } })
            }
          />
        ))}
      </Form>
    </Dialog>
  )
}
