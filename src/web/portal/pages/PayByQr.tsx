import { useState } from 'react'
import { askMyQr, readMyQr } from '#modules/payments/contract.ts'
import { useAsked, useDo } from '#web/portal/queries.ts'
import { useLanguage, useSay } from '#web/portal/texts.ts'
import { Button, Loading, Wrong } from '#web/portal/ui.tsx'
import { moneyText } from '#web/portal/words.ts'

const EVERY_ms = 1_500

/** A code of M-Pesa for another phone to scan: that of whoever pays. */
export function PayByQr({ shillings }: { shillings: string }) {
  const say = useSay()
  const [qrId, setQrId] = useState<string>()
  const ask = useDo(askMyQr, ({ id }) => setQrId(id), 'nothing')
  if (qrId !== undefined) return <Shown qrId={qrId} />
  return (
    <>
      <Wrong error={ask.error} />
      <Button
        busy={ask.isPending}
        onClick={() => ask.mutate({ amount: { cents: `${shillings}00`, currency: 'KES' } })}
      >
        {say('qrShow')}
      </Button>
    </>
  )
}

function Shown({ qrId }: { qrId: string }) {
  const say = useSay()
  const language = useLanguage()
  const first = useAsked(readMyQr, { qrId })
  const isWaiting = first.data?.state === 'waiting'
  const now = useAsked(readMyQr, { qrId }, { every_ms: isWaiting ? EVERY_ms : false })
  if (!now.data) return now.error ? <Wrong error={now.error} /> : <Loading />
  const { state, png, amount } = now.data
  return (
    <div className="grid justify-items-center gap-2" aria-live="polite">
      {state === 'waiting' && <Loading />}
      {state === 'failed' && <p className="text-bad-text">{say('qrFailed')}</p>}
      {png !== null && (
        <>
          <img
            src={`data:image/png;base64,${png}`}
            alt={say('qrShow')}
            className="size-64 rounded-md bg-white"
          />
          <p className="text-sm text-soft">
            {say('qrHint', { amount: moneyText(amount, language) })}
          </p>
        </>
      )}
    </div>
  )
}
