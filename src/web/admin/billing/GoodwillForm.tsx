import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import { giveGoodwill } from '#modules/billing/contract.ts'
import { AmountAndReason } from '#web/admin/billing/AmountAndReason.tsx'
import { NOTHING } from '#web/ui/form/AmountField.tsx'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

export function GoodwillForm({
  subscriberId,
  onClose,
}: {
  subscriberId: string
  onClose: () => void
}) {
  const t = useText()
  const [id] = useState(randomId)
  const form = useContractForm(giveGoodwill, {
    defaults: { subscriberId, id, amount: NOTHING, reason: '' },
    refresh: ['billing', 'ledger', 'services'],
    onDone: () => {
      toast.good(t('billing.byHand.booked'))
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('billing.byHand.goodwill')}
      hint={t('billing.byHand.goodwillHint')}
    >
      <Form
        form={form}
        submit={t('billing.byHand.goodwill')}
        permission={giveGoodwill}
        onCancel={onClose}
      >
        <AmountAndReason amount={form.field('amount')} reason={form.field('reason')} />
      </Form>
    </Dialog>
  )
}
