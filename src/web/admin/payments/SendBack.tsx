import { askReversal, type Payment } from '#modules/payments/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'

/** M-Pesa is asked, or may be asked right now: until it says what became of that, nothing else gives the money back. */
export function isBeingSentBack({ reversal }: Payment): boolean {
  return reversal !== null && reversal.state !== 'failed' && reversal.state !== 'done'
}

/** Nobody knows, and nobody asks any more: the same request may be sent again. */
export function mayAskAgain({ reversal }: Payment): boolean {
  return reversal !== null && reversal.state === 'unknown' && reversal.isOver
}

export function SendBack({ paymentId, onClose }: { paymentId: string; onClose: () => void }) {
  const t = useText()
  const form = useContractForm(askReversal, {
    defaults: { paymentId, reason: '' },
    refresh: ['payments', 'ledger'],
    onDone: onClose,
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('payments.sendBack.title')}
      hint={t('payments.sendBack.hint')}
    >
      <Form form={form} submit={t('payments.sendBack.title')} danger onCancel={onClose}>
        <TextField label={t('payments.reason')} autoFocus {...form.field('reason')} />
      </Form>
    </Dialog>
  )
}

/** How the request stands; nothing where none was made, or where it came through: that is the payment's own state. */
export function SentBack({ payment }: { payment: Payment }) {
  const t = useText()
  const { reversal } = payment
  if (reversal === null || reversal.state === 'done' || payment.state === 'reversed') return null
  const hasFailed = reversal.state === 'failed'
  return (
    <Banner
      tone={hasFailed ? 'bad' : 'warn'}
      title={t(`payments.sendBack.states.${reversal.state}`)}
      className="mb-5"
    >
      {hasFailed || reversal.said !== null
        ? reversal.said
        : t(reversal.isOver ? 'payments.sendBack.over' : 'payments.sendBack.wait')}
    </Banner>
  )
}
