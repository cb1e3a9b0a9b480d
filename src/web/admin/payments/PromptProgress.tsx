import { CircleAlert, CircleCheckBig, Smartphone } from 'lucide-react'
import { readPrompt, type Prompt } from '#modules/payments/contract.ts'
import { usePromptWords } from '#web/admin/payments/use-prompt-words.ts'
import { refreshRooms, useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Button } from '#web/ui/Button.tsx'
import { CopyButton } from '#web/ui/Copy.tsx'
import { ButtonLink } from '#web/ui/Link.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { Money, Phone } from '#web/ui/values.tsx'
import { useEffect } from 'react'

const LOOK_EVERY_ms = 1_000

type Props = { promptId: string; onClose: () => void; onAgain: () => void }

/** What becomes of a prompt, as it happens, and what to do meanwhile or instead. */
export function PromptProgress({ promptId, onClose, onAgain }: Props) {
  const prompt = useCall(
    readPrompt,
    { promptId },
    {
      refetchInterval: ({ state: { data } }) =>
        data && data.settledAt !== null ? false : LOOK_EVERY_ms,
    },
  )
  const isPaid = prompt.data?.state === 'paid'
  useEffect(() => {
    if (isPaid) void refreshRooms(['billing', 'payments', 'services'])
  }, [isPaid])
  return <Loaded of={prompt}>{(now) => <Progress {...{ prompt: now, onClose, onAgain }} />}</Loaded>
}

function Progress({ prompt, onClose, onAgain }: Omit<Props, 'promptId'> & { prompt: Prompt }) {
  const t = useText()
  const { title, hint } = usePromptWords()(prompt)
  const isOver = prompt.settledAt !== null
  const Icon = prompt.state === 'paid' ? CircleCheckBig : isOver ? CircleAlert : Smartphone
  return (
    <div className="grid gap-5" aria-live="polite">
      <div className="flex items-start gap-3">
        <Icon
          className={
            prompt.state === 'paid'
              ? 'size-6 shrink-0 text-good'
              : isOver
                ? 'size-6 shrink-0 text-bad'
                : 'size-6 shrink-0 animate-pulse text-accent'
          }
        />
        <div>
          <p className="font-medium">{title}</p>
          <p className="text-soft">{hint}</p>
          <p className="mt-2">
            <Money of={prompt.amount} /> · <Phone of={prompt.phone} />
          </p>
        </div>
      </div>
      {prompt.state !== 'paid' && <ByHand of={prompt.byHand} />}
      <div className="flex flex-wrap justify-end gap-2">
        {prompt.paymentId !== null && (
          <ButtonLink to={paths.payment(prompt.paymentId)}>{t('payments.ask.payment')}</ButtonLink>
        )}
        {isOver && prompt.state !== 'paid' && (
          <Button onClick={onAgain}>{t('payments.ask.again')}</Button>
        )}
        <Button look="primary" onClick={onClose}>
          {t('common.close')}
        </Button>
      </div>
    </div>
  )
}

function ByHand({ of: { kind, number, account } }: { of: Prompt['byHand'] }) {
  const t = useText()
  const words = kind === 'till' ? number : t('payments.ask.paybill', { number, account })
  return (
    <div className="rounded-md bg-sunken p-3 text-sm">
      <p className="text-soft">{t('payments.ask.byHand')}</p>
      <p className="flex items-center gap-2 font-mono">
        <span className="tnum">{words}</span>
        <CopyButton value={kind === 'till' ? number : account} />
      </p>
    </div>
  )
}
