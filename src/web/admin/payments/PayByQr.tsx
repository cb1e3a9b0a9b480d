import { QrCode } from 'lucide-react'
import { useState } from 'react'
import type { MoneyOnWire } from '#kernel/money.ts'
import { askQr, readQr, type Qr } from '#modules/payments/contract.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { AmountField } from '#web/ui/form/AmountField.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { Loaded } from '#web/ui/Problem.tsx'
import { Money } from '#web/ui/values.tsx'

type Props = { subscriberId: string; amount: MoneyOnWire }
const LOOK_EVERY_ms = 1_000
/** The button that shows a code of M-Pesa, to be scanned by whoever stands at the desk. */
export function PayByQr(props: Props) {
  const t = useText()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button icon={<QrCode />} onClick={() => setOpen(true)} disabledBecause={useMayNot()(askQr)}>
        {t('payments.qr.title')}
      </Button>
      {isOpen && <QrDialog {...props} onClose={() => setOpen(false)} />}
    </>
  )
}

function QrDialog({ subscriberId, amount, onClose }: Props & { onClose: () => void }) {
  const t = useText()
  const [asked, setAsked] = useState<Qr>()
  const form = useContractForm(askQr, {
    defaults: { subscriberId, amount },
    onDone: setAsked,
  })
  const bound = form.field('amount')
  return (
    <Dialog open onClose={onClose} title={t('payments.qr.title')} hint={t('payments.qr.hint')}>
      {asked === undefined ? (
        <Form
          form={form}
          submit={t('payments.qr.show')}
          permission={askQr}
          evenUnchanged
          onCancel={onClose}
        >
          <AmountField
            label={t('payments.amount')}
            hint={t('payments.ask.amountHint')}
            {...bound}
          />
        </Form>
      ) : (
        <Shown first={asked} onAgain={() => setAsked(undefined)} />
      )}
    </Dialog>
  )
}

function Shown({ first, onAgain }: { first: Qr; onAgain: () => void }) {
  const t = useText()
  const now = useCall(
    readQr,
    { qrId: first.id },
    {
      refetchInterval: ({ state: { data } }) => (data?.state === 'waiting' ? LOOK_EVERY_ms : false),
    },
  )
  return (
    <Loaded of={now}>
      {({ state, png, amount, to }) => (
        <div className="grid justify-items-center gap-4" aria-live="polite">
          {state === 'waiting' && <p className="text-soft">{t('payments.qr.waiting')}</p>}
          {state === 'failed' && (
            <Banner tone="bad" title={t('payments.qr.failed')}>
              {t('payments.qr.failedHint')}
            </Banner>
          )}
          {png !== null && (
            // Readers want dark on light, also where the page is dark.
            <img
              src={`data:image/png;base64,${png}`}
              alt={t('payments.qr.title')}
              className="size-64 rounded-md bg-white"
            />
          )}
          <p className="text-xl font-semibold">
            <Money of={amount} />
          </p>
          <p className="tnum text-soft">
            {to.kind === 'till'
              ? to.number
              : t('payments.ask.paybill', { number: to.number, account: to.account })}
          </p>
          <Button look="quiet" onClick={onAgain}>
            {t('payments.qr.other')}
          </Button>
        </div>
      )}
    </Loaded>
  )
}
