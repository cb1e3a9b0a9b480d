import { ArrowLeftRight, Reply, Undo2, UserCheck } from 'lucide-react'
import { useState } from 'react'
import {
  askReversal,
  assignPayment,
  reversePayment,
  suggestOwners,
  unassignPayment,
  type Payment,
} from '#modules/payments/contract.ts'
import { isBeingSentBack, mayAskAgain, SendBack } from '#web/admin/payments/SendBack.tsx'
import { SubscriberField } from '#web/admin/payments/SubscriberField.tsx'
import { formatNumber } from '#modules/subscribers/contract.ts'
import { useCall, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useCan, useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { RadioCards } from '#web/ui/form/RadioCards.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toastProblem } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'

const REFRESH = ['payments', 'ledger']

type Props = {
  payment: Payment
  /** A suggestion that was pressed: the form opens with it. */
  chosen: Chosen | undefined
  onChosen: () => void
}

export type Chosen = { readonly subscriberId: string; readonly reason: string }

/** What can be done with a payment, as it is now. */
export function PaymentActions({ payment, chosen, onChosen }: Props) {
  const t = useText()
  const mayNot = useMayNot()
  const [open, setOpen] = useState<'assign' | 'unassign' | 'send-back' | 'reverse'>()
  if (payment.state === 'reversed') return null
  const close = () => {
    setOpen(undefined)
    onChosen()
  }
  const moved = payment.refunds.some(({ state }) => state !== 'failed') && t('payments.hasRefunds')
  return (
    <>
      {payment.state === 'suspense' ? (
        <Button
          look="primary"
          icon={<UserCheck />}
          onClick={() => setOpen('assign')}
          disabledBecause={mayNot(assignPayment)}
        >
          {t('payments.assign.title')}
        </Button>
      ) : (
        <Button
          icon={<ArrowLeftRight />}
          onClick={() => setOpen('unassign')}
          disabledBecause={mayNot(unassignPayment) || moved}
        >
          {t('payments.unassign.title')}
        </Button>
      )}
      {payment.rail === 'mpesa' && (
        <Button
          look="danger-quiet"
          icon={<Reply />}
          onClick={() => setOpen('send-back')}
          disabledBecause={
            mayNot(askReversal) ||
            moved ||
            (isBeingSentBack(payment) && !mayAskAgain(payment) && t('payments.sendBack.alive'))
          }
        >
          {t(mayAskAgain(payment) ? 'payments.sendBack.again' : 'payments.sendBack.title')}
        </Button>
      )}
      <Button
        look="danger-quiet"
        icon={<Undo2 />}
        onClick={() => setOpen('reverse')}
        disabledBecause={mayNot(reversePayment)}
      >
        {t('payments.reverse.title')}
      </Button>
      {(open === 'assign' || chosen !== undefined) && (
        <Assign paymentId={payment.id} chosen={chosen} onClose={close} />
      )}
      {open === 'unassign' && <Unassign paymentId={payment.id} onClose={close} />}
      {open === 'send-back' && <SendBack paymentId={payment.id} onClose={close} />}
      {open === 'reverse' && <Reverse paymentId={payment.id} onClose={close} />}
    </>
  )
}

function Assign({
  paymentId,
  chosen,
  onClose,
}: {
  paymentId: string
  chosen: Chosen | undefined
  onClose: () => void
}) {
  const t = useText()
  const suggested = useCall(suggestOwners, { paymentId }, { enabled: useCan()(suggestOwners) })
  const undo = useMutate(unassignPayment, { refresh: REFRESH })
  const form = useContractForm(assignPayment, {
    defaults: { paymentId, subscriberId: '', reason: '', ...chosen },
    refresh: REFRESH,
    onDone: ({ owner }) => {
      toast.good(t('payments.suggestions.done', { name: owner?.name ?? '' }), {
        action: {
          label: t('payments.suggestions.undo'),
          run: () =>
            undo.mutate(
              { paymentId, reason: t('payments.suggestions.undone'), whenSpent: 'let-them-owe' },
              { onError: (error) => toastProblem(error, t) },
            ),
        },
      })
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('payments.assign.title')}
      hint={t('payments.assign.hint')}
    >
      <Form
        form={form}
        submit={t('payments.assign.title')}
        permission={assignPayment}
        evenUnchanged={chosen !== undefined}
        onCancel={onClose}
      >
        <SubscriberField
          label={t('payments.owner')}
          hint={t('payments.record.ownerHint')}
          known={(suggested.data?.suggestions ?? []).map(({ owner }) => ({
            value: owner.id,
            label: `${formatNumber(owner.number)} ${owner.name}`,
          }))}
          {...form.field('subscriberId')}
        />
        <TextField
          label={t('payments.reason')}
          hint={t('payments.assign.reasonHint')}
          {...form.field('reason')}
        />
      </Form>
    </Dialog>
  )
}

function Unassign({ paymentId, onClose }: { paymentId: string; onClose: () => void }) {
  const t = useText()
  const form = useContractForm(unassignPayment, {
    defaults: { paymentId, reason: '', whenSpent: 'refuse' },
    refresh: REFRESH,
    onDone: onClose,
  })
  const whenSpent = form.field('whenSpent')
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('payments.unassign.title')}
      hint={t('payments.unassign.hint')}
    >
      <Form form={form} submit={t('payments.unassign.title')} onCancel={onClose}>
        <TextField label={t('payments.reason')} autoFocus {...form.field('reason')} />
        <RadioCards
          label={t('payments.unassign.whenSpent')}
          options={[
            { value: 'refuse', label: t('payments.unassign.refuse') },
            { value: 'let-them-owe', label: t('payments.unassign.owe') },
          ]}
          {...whenSpent}
          value={whenSpent.value ?? 'refuse'}
        />
      </Form>
    </Dialog>
  )
}

function Reverse({ paymentId, onClose }: { paymentId: string; onClose: () => void }) {
  const t = useText()
  const form = useContractForm(reversePayment, {
    defaults: { paymentId, reason: '', because: 'mistake' },
    refresh: REFRESH,
    onDone: onClose,
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('payments.reverse.title')}
      hint={t('payments.reverse.hint')}
    >
      <Form form={form} submit={t('payments.reverse.title')} danger onCancel={onClose}>
        <RadioCards
          label={t('payments.reverse.because')}
          options={[
            { value: 'mistake', label: t('payments.reverse.mistake') },
            { value: 'provider', label: t('payments.reverse.provider') },
          ]}
          {...form.field('because')}
        />
        <TextField label={t('payments.reason')} {...form.field('reason')} />
      </Form>
    </Dialog>
  )
}
