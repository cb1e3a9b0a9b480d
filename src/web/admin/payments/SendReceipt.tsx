import { Mail, MessageSquare } from 'lucide-react'
import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import { sendReceipt } from '#modules/notices/contract.ts'
import { useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { toastProblem } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'

/** The receipt to its owner, by text or by e-mail with the paper. Clicked twice it is sent once; a minute later again, if they ask. */
export function SendReceipt({ paymentId }: { paymentId: string }) {
  const t = useText()
  const mayNot = useMayNot()(sendReceipt)
  const send = useMutate(sendReceipt)
  const [id, setId] = useState(randomId)
  const go = (by: 'sms' | 'email') =>
    send.mutate(
      { id, paymentId, by },
      {
        onSuccess: () => {
          setId(randomId())
          toast.good(t('payments.receiptSent'))
        },
        onError: (error) => toastProblem(error, t),
      },
    )
  return (
    <>
      <Button
        icon={<MessageSquare />}
        busy={send.isPending}
        disabledBecause={mayNot}
        onClick={() => go('sms')}
      >
        {t('payments.receiptBySms')}
      </Button>
      <Button
        icon={<Mail />}
        busy={send.isPending}
        disabledBecause={mayNot}
        onClick={() => go('email')}
      >
        {t('payments.receiptByEmail')}
      </Button>
    </>
  )
}
