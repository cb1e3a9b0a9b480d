import { Smartphone } from 'lucide-react'
import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import type { MoneyOnWire } from '#kernel/money.ts'
import { askToPay } from '#modules/payments/contract.ts'
import { PromptProgress } from '#web/admin/payments/PromptProgress.tsx'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { AmountField } from '#web/ui/form/AmountField.tsx'
import { PhoneField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'

type Props = {
  subscriberId: string
  /** The phone that is asked unless another is typed. */
  phone: string | undefined
  /** What they owe. */
  amount: MoneyOnWire
}

/** The button that puts an M-Pesa prompt on somebody's phone, and shows what becomes of it. */
export function AskToPay(props: Props) {
  const t = useText()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        icon={<Smartphone />}
        onClick={() => setOpen(true)}
        disabledBecause={useMayNot()(askToPay)}
      >
        {t('payments.ask.title')}
      </Button>
      {isOpen && <AskDialog {...props} onClose={() => setOpen(false)} />}
    </>
  )
}

function AskDialog({ subscriberId, phone, amount, onClose }: Props & { onClose: () => void }) {
  const t = useText()
  const [id, setId] = useState(randomId)
  const [asked, setAsked] = useState<string>()
  const form = useContractForm(askToPay, {
    defaults: { id, subscriberId, phone: phone ?? '', amount },
    fixed: { id },
    onDone: (prompt) => setAsked(prompt.id),
  })
  const bound = form.field('amount')
  return (
    <Dialog open onClose={onClose} title={t('payments.ask.title')}>
      {asked === undefined ? (
        <Form
          form={form}
          submit={t('payments.ask.send')}
          permission={askToPay}
          evenUnchanged
          onCancel={onClose}
        >
          <PhoneField
            label={t('payments.ask.phone')}
            hint={t('payments.ask.phoneHint')}
            {...form.field('phone')}
          />
          <AmountField
            label={t('payments.amount')}
            hint={t('payments.ask.amountHint')}
            {...bound}
          />
        </Form>
      ) : (
        <PromptProgress
          promptId={asked}
          onClose={onClose}
          onAgain={() => {
            setId(randomId())
            setAsked(undefined)
          }}
        />
      )}
    </Dialog>
  )
}
