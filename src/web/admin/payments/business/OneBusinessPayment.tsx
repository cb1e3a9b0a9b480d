import { useState } from 'react'
import { settleBusinessPayment, type BusinessPayment } from '#modules/payments/contract.ts'
import { BusinessState } from '#web/admin/payments/business/BusinessState.tsx'
import { useAccountName } from '#web/admin/ledger/use-account-name.ts'
import { useText } from '#web/i18n/index.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { RadioCards } from '#web/ui/form/RadioCards.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { DateTime, Money } from '#web/ui/values.tsx'

/** One of them; where nobody knows what became of it, the way to say so. */
export function OneBusinessPayment({ of, onClose }: { of: BusinessPayment; onClose: () => void }) {
  const t = useText()
  const accountName = useAccountName()
  const { to, shortcode } = of
  return (
    <Dialog open onClose={onClose} title={of.reason} shape="side">
      <div className="grid gap-5">
        <Facts
          facts={[
            { label: t('payments.state'), value: <BusinessState of={of} /> },
            { label: t('payments.amount'), value: <Money of={of.amount} /> },
            {
              label: t('payments.business.to'),
              value: `${t(`payments.mpesa.kindsOf.${to.kind}`)} ${to.number}`,
            },
            { label: t('payments.business.account'), value: to.account ?? '–' },
            { label: t('payments.business.from'), value: `${shortcode.name} ${shortcode.number}` },
            { label: t('payments.business.bookedTo'), value: accountName(of.bookedTo) },
            { label: t('payments.receipt'), value: of.receipt ?? '–' },
            { label: t('payments.refunds.askedAt'), value: <DateTime at={of.askedAt} /> },
            ...(of.whyFailed === null
              ? []
              : [{ label: t('payments.refunds.why'), value: of.whyFailed }]),
          ]}
        />
        {of.waitsForPerson && <Judge of={of} onClose={onClose} />}
      </div>
    </Dialog>
  )
}

function Judge({ of, onClose }: { of: BusinessPayment; onClose: () => void }) {
  const t = useText()
  const [what, setWhat] = useState<'arrived' | 'never'>('arrived')
  const form = useContractForm(settleBusinessPayment, {
    defaults: { businessPaymentId: of.id, receipt: null, reason: '' },
    refresh: ['payments', 'ledger'],
    onDone: onClose,
  })
  const receipt = form.field('receipt')
  return (
    <>
      <Banner tone="warn" title={t('payments.business.unknown')}>
        {t('payments.business.unknownHint')}
      </Banner>
      <Form
        form={form}
        submit={t('payments.business.settle')}
        permission={settleBusinessPayment}
        onCancel={onClose}
      >
        <RadioCards
          label={t('payments.business.settle')}
          name="what"
          error={undefined}
          options={[
            { value: 'arrived', label: t('payments.business.arrived') },
            { value: 'never', label: t('payments.business.never') },
          ]}
          value={what}
          onChange={(chosen) => {
            setWhat(chosen)
            receipt.onChange(chosen === 'never' ? null : '')
          }}
        />
        {what === 'arrived' && (
          <TextField label={t('payments.receipt')} {...form.textOrNull('receipt')} />
        )}
        <TextField label={t('payments.business.what')} {...form.field('reason')} />
      </Form>
    </>
  )
}
