import { readTelling, readTellingAgain, type Telling } from '#modules/payments/contract.ts'
import { useCall, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ButtonLink } from '#web/ui/Link.tsx'
import { Loaded, toastProblem } from '#web/ui/Problem.tsx'

const WHYS = [
  ...(['unreadable', 'unknown-source', 'unknown-prompt', 'unknown-question'] as const),
  ...(['other-amount', 'other-shortcode', 'paid-after-all'] as const),
] as const

/** What Safaricom told, word for word, why it is odd, and what to do about it. */
export function TellingDialog({ tellingId, onClose }: { tellingId: string; onClose: () => void }) {
  const t = useText()
  const telling = useCall(readTelling, { tellingId })
  const again = useMutate(readTellingAgain, { onDone: onClose })
  return (
    <Dialog open onClose={onClose} title={t('payments.mpesa.message')} shape="side">
      <Loaded of={telling}>
        {(loaded) => (
          <div className="grid gap-4">
            <Why of={loaded} />
            <pre className="overflow-x-auto rounded-md bg-sunken p-3 text-xs whitespace-pre-wrap">
              {inOrder(loaded.body)}
            </pre>
            <div className="flex justify-end gap-2">
              {loaded.paymentId !== null && (
                <ButtonLink to={paths.payment(loaded.paymentId)}>
                  {t('payments.ask.payment')}
                </ButtonLink>
              )}
              {loaded.state === 'odd' && (
                <Button
                  look="primary"
                  busy={again.isPending}
                  onClick={() =>
                    again.mutate({ tellingId }, { onError: (error) => toastProblem(error, t) })
                  }
                >
                  {t('payments.mpesa.readAgain')}
                </Button>
              )}
            </div>
          </div>
        )}
      </Loaded>
    </Dialog>
  )
}

function Why({ of: { state, why } }: { of: Pick<Telling, 'state' | 'why'> }) {
  const t = useText()
  const known = WHYS.find((one) => one === why)
  if (state === 'done' || known === undefined) return null
  return (
    <Banner tone="warn" title={t(`payments.mpesa.whys.${known}`)}>
      {t(`payments.mpesa.whyHints.${known}`)}
    </Banner>
  )
}

/** Indented where it is JSON; as it came where it is not. */
function inOrder(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
