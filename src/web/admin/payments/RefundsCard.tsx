import { HandCoins } from 'lucide-react'
import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import {
  askRefund,
  confirmRefund,
  failRefund,
  sendRefund,
  type Payment,
  type RefundRow,
} from '#modules/payments/contract.ts'
import { REFUND_TONES } from '#web/admin/payments/words.ts'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Status } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { MoneyField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { Money, RelativeTime } from '#web/ui/values.tsx'

const REFRESH = ['payments', 'ledger']

/** What was given back of a payment, what is on its way, and what still can be. */
export function RefundsCard({ payment }: { payment: Payment }) {
  const t = useText()
  const refused = useMayNot()(askRefund)
  const [open, setOpen] = useState<
    'ask' | { paid: RefundRow } | { failed: RefundRow } | { send: RefundRow }
  >()
  const close = () => setOpen(undefined)
  const nothingLeft = BigInt(payment.refundable.cents) === 0n && t('payments.refunds.nothingLeft')
  return (
    <Card
      title={t('payments.refunds.title')}
      actions={
        <Button
          size="sm"
          icon={<HandCoins />}
          onClick={() => setOpen('ask')}
          disabledBecause={refused || nothingLeft}
        >
          {t('payments.refunds.ask')}
        </Button>
      }
    >
      {payment.refunds.length === 0 ? (
        <p className="text-soft">{t('payments.refunds.none')}</p>
      ) : (
        <ul className="grid gap-4">
          {payment.refunds.map((refund) => (
            <li key={refund.id} className="grid gap-1.5 border-b pb-3 last:border-b-0 last:pb-0">
              <span className="flex flex-wrap items-center justify-between gap-2">
                <Status tone={REFUND_TONES[refund.state]}>
                  {t(`payments.refunds.states.${refund.state}`)}
                </Status>
                <Money of={refund.amount} />
              </span>
              <span className="text-sm text-soft">
                {refund.reason} · {refund.receipt ?? refund.whyFailed ?? ''}{' '}
                <RelativeTime at={refund.askedAt} />
              </span>
              {refund.state === 'asked' && refund.payOut && (
                <span className="text-sm">
                  {t(`payments.refunds.payOuts.${refund.payOut.state}`)} {refund.payOut.said ?? ''}
                </span>
              )}
              {refund.state === 'asked' && (
                <span className="flex flex-wrap gap-2">
                  {payment.rail === 'mpesa' && (
                    <Button
                      size="sm"
                      look="primary"
                      onClick={() => setOpen({ send: refund })}
                      disabledBecause={
                        refused || (isAlive(refund) && t('payments.refunds.isAlive'))
                      }
                    >
                      {t('payments.refunds.send')}
                    </Button>
                  )}
                  <Button
                    size="sm"
                    onClick={() => setOpen({ paid: refund })}
                    disabledBecause={refused}
                  >
                    {t('payments.refunds.confirm')}
                  </Button>
                  <Button
                    size="sm"
                    look="danger-quiet"
                    onClick={() => setOpen({ failed: refund })}
                    disabledBecause={refused}
                  >
                    {t('payments.refunds.fail')}
                  </Button>
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {open === 'ask' && <Ask payment={payment} onClose={close} />}
      {typeof open === 'object' && 'paid' in open && (
        <Confirm refundId={open.paid.id} onClose={close} />
      )}
      {typeof open === 'object' && 'send' in open && (
        <Send refundId={open.send.id} phone={payment.payer?.phone ?? ''} onClose={close} />
      )}
      {typeof open === 'object' && 'failed' in open && (
        <Fail refundId={open.failed.id} onClose={close} />
      )}
    </Card>
  )
}

/** Sent, or nobody knows: until M-Pesa says that it failed it is not sent again. */
function isAlive({ payOut }: RefundRow): boolean {
  return payOut !== null && payOut.state !== 'failed'
}

function Send({
  refundId,
  phone,
  onClose,
}: {
  refundId: string
  phone: string
  onClose: () => void
}) {
  const t = useText()
  const form = useContractForm(sendRefund, {
    defaults: { refundId, phone },
    refresh: REFRESH,
    onDone: onClose,
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('payments.refunds.send')}
      hint={t('payments.refunds.sendHint')}
      size="sm"
    >
      <Form form={form} submit={t('payments.refunds.send')} evenUnchanged onCancel={onClose}>
        <TextField label={t('payments.payerPhone')} type="tel" {...form.field('phone')} />
      </Form>
    </Dialog>
  )
}

function Ask({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const t = useText()
  const [id] = useState(randomId)
  const form = useContractForm(askRefund, {
    defaults: { id, paymentId: payment.id, amount: payment.refundable, reason: '' },
    refresh: REFRESH,
    onDone: onClose,
  })
  const amount = form.field('amount')
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('payments.refunds.ask')}
      hint={t('payments.refunds.askHint')}
      size="sm"
    >
      <Form form={form} submit={t('payments.refunds.ask')} onCancel={onClose}>
        <MoneyField
          label={t('payments.amount')}
          {...amount}
          onChange={(typed) => amount.onChange(typed ?? { ...payment.refundable, cents: '0' })}
        />
        <TextField label={t('payments.reason')} autoFocus {...form.field('reason')} />
      </Form>
    </Dialog>
  )
}

function Confirm({ refundId, onClose }: { refundId: string; onClose: () => void }) {
  const t = useText()
  const form = useContractForm(confirmRefund, {
    defaults: { refundId, receipt: '' },
    refresh: REFRESH,
    onDone: onClose,
  })
  return (
    <Dialog open onClose={onClose} title={t('payments.refunds.confirm')} size="sm">
      <Form form={form} submit={t('payments.refunds.confirm')} onCancel={onClose}>
        <TextField label={t('payments.receipt')} autoFocus {...form.field('receipt')} />
      </Form>
    </Dialog>
  )
}

function Fail({ refundId, onClose }: { refundId: string; onClose: () => void }) {
  const t = useText()
  const form = useContractForm(failRefund, {
    defaults: { refundId, why: '' },
    refresh: REFRESH,
    onDone: onClose,
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('payments.refunds.fail')}
      hint={t('payments.refunds.failHint')}
      size="sm"
    >
      <Form form={form} submit={t('payments.refunds.fail')} onCancel={onClose}>
        <TextField label={t('payments.refunds.why')} autoFocus {...form.field('why')} />
      </Form>
    </Dialog>
  )
}
