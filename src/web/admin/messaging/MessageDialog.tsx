import { RotateCcw } from 'lucide-react'
import { randomId } from '#kernel/id.ts'
import { readMessage, resendMessage, type WholeMessage } from '#modules/messaging/contract.ts'
import { usePurpose } from '#web/admin/messaging/use-purpose.ts'
import { MESSAGE_TONES } from '#web/admin/messaging/words.ts'
import { useCall, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { Link } from '#web/ui/Link.tsx'
import { Loaded, toastProblem } from '#web/ui/Problem.tsx'
import { Timeline } from '#web/ui/Timeline.tsx'
import { toast } from '#web/ui/toast.ts'
import { DateTime, Money, Phone } from '#web/ui/values.tsx'

/** One message: what it says, where it went, and why it did not arrive. */
export function MessageDialog({ messageId, onClose }: { messageId: string; onClose: () => void }) {
  const t = useText()
  const message = useCall(readMessage, { messageId })
  const purposeOf = usePurpose()
  return (
    <Dialog
      open
      onClose={onClose}
      title={message.data ? purposeOf(message.data.purpose) : t('messaging.title')}
      shape="side"
    >
      <Loaded of={message}>{(loaded) => <Message message={loaded} onClose={onClose} />}</Loaded>
    </Dialog>
  )
}

function Message({ message, onClose }: { message: WholeMessage; onClose: () => void }) {
  const t = useText()
  const { to, said } = message
  return (
    <div className="grid gap-6">
      <section>
        <h3 className="mb-2 font-semibold">{t('messaging.said')}</h3>
        {said === null ? (
          <p className="text-soft">
            {t(message.class === 'code' ? 'messaging.saidCode' : 'messaging.saidForgotten')}
          </p>
        ) : (
          <blockquote className="rounded-lg bg-sunken p-3 whitespace-pre-wrap">
            {said.text}
          </blockquote>
        )}
      </section>
      <Facts
        facts={[
          {
            label: t('messaging.state'),
            value: (
              <Badge tone={MESSAGE_TONES[message.state]}>
                {t(`messaging.states.${message.state}`)}
              </Badge>
            ),
          },
          ...(message.why === null
            ? []
            : [{ label: t('messaging.why'), value: t(`messaging.whys.${message.why}`) }]),
          { label: t('messaging.class'), value: t(`messaging.classes.${message.class}`) },
          ...(to.phone === null
            ? []
            : [{ label: t('messaging.write.phone'), value: <Phone of={to.phone} /> }]),
          ...(to.email === null ? [] : [{ label: t('messaging.write.email'), value: to.email }]),
          { label: t('messaging.writtenAt'), value: <DateTime at={message.writtenAt} /> },
          ...(message.nextAt === null
            ? []
            : [{ label: t('messaging.nextAt'), value: <DateTime at={message.nextAt} /> }]),
          { label: t('messaging.cost'), value: <Money of={message.cost} /> },
        ]}
      />
      <Attempts message={message} />
      <Actions message={message} onClose={onClose} />
    </div>
  )
}

function Attempts({ message }: { message: WholeMessage }) {
  const t = useText()
  if (message.attempts.length === 0) return <p className="text-soft">{t('messaging.noAttempts')}</p>
  return (
    <section>
      <h3 className="mb-2 font-semibold">{t('messaging.attempts')}</h3>
      <Timeline
        label={t('messaging.attempts')}
        entries={message.attempts.map((attempt) => ({
          id: `${attempt.at} ${attempt.channel} ${attempt.outcome}`,
          at: attempt.at,
          title: `${t(`messaging.channels.${attempt.channel}`)}: ${
            attempt.report === null
              ? t(`messaging.outcomes.${attempt.outcome}`)
              : t(`messaging.reports.${attempt.report}`)
          }`,
          by: attempt.gateway ?? t('messaging.ownMail'),
          detail: attempt.why,
        }))}
      />
    </section>
  )
}

function Actions({ message, onClose }: { message: WholeMessage; onClose: () => void }) {
  const t = useText()
  const mayNot = useMayNot()
  const resend = useMutate(resendMessage, { refresh: ['messaging'] })
  const again = () =>
    resend
      .mutateAsync({ messageId: message.id, id: randomId() })
      .then(() => {
        toast.good(t('messaging.resent'))
        onClose()
      })
      .catch((error: unknown) => toastProblem(error, t))
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button
        icon={<RotateCcw />}
        onClick={() => void again()}
        busy={resend.isPending}
        disabledBecause={
          mayNot(resendMessage) ||
          (message.said === null &&
            t(message.class === 'code' ? 'messaging.saidCode' : 'messaging.saidForgotten'))
        }
      >
        {t('messaging.resend')}
      </Button>
      {message.subscriberId !== null && (
        <Link to={paths.subscriber(message.subscriberId)}>{t('messaging.subscriberPage')}</Link>
      )}
    </div>
  )
}
