import { HandCoins } from 'lucide-react'
import { useState } from 'react'
import { recordPayment } from '#modules/payments/contract.ts'
import type { Subscriber } from '#modules/subscribers/contract.ts'
import { RecordPayment } from '#web/admin/payments/RecordPayment.tsx'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'

/** The button at which somebody's money is booked while they stand at the counter. */
export function TakePayment({ subscriber }: { subscriber: Subscriber }) {
  const t = useText()
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button
        icon={<HandCoins />}
        onClick={() => setOpen(true)}
        disabledBecause={useMayNot()(recordPayment, subscriber.siteId ?? undefined)}
      >
        {t('payments.record.title')}
      </Button>
      {isOpen && <RecordPayment owner={subscriber} onClose={close} onDone={close} />}
    </>
  )
}
