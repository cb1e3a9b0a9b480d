import type { Attempt } from '#modules/access/contract.ts'
import { formatNumber } from '#modules/subscribers/contract.ts'
import { AttemptOutcome } from '#web/admin/access/AttemptOutcome.tsx'
import { useMethod } from '#web/admin/access/use-method.ts'
import { useReason } from '#web/admin/access/use-reason.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { Link } from '#web/ui/Link.tsx'
import { DateTime, Duration, Rate } from '#web/ui/values.tsx'

/** One attempt with all that is known of it. */
export function AttemptPanel({ attempt, onClose }: { attempt: Attempt; onClose: () => void }) {
  const t = useText()
  const reason = useReason()
  const method = useMethod()
  const mono = (text: string | null) =>
    text === null ? '–' : <span className="font-mono text-sm break-all">{text}</span>
  return (
    <Dialog open onClose={onClose} title={t('access.radius.detail')} shape="side">
      <div className="grid gap-5">
        <Facts
          facts={[
            {
              label: t('access.radius.outcome'),
              value: <AttemptOutcome of={attempt} />,
            },
            { label: t('access.radius.reason'), value: reason(attempt.reason) },
            {
              label: t('access.radius.at'),
              value: (
                <>
                  <DateTime at={attempt.at} />
                  {attempt.count > 1 && (
                    <>
                      {' – '}
                      <DateTime at={attempt.lastAt} /> (
                      {t('access.radius.times', { count: attempt.count })})
                    </>
                  )}
                </>
              ),
            },
            { label: t('access.radius.name'), value: mono(attempt.userName) },
            {
              label: t('access.radius.service'),
              value: attempt.service ? (
                <Link to={paths.service(attempt.service.id)}>
                  {formatNumber(attempt.service.number)}
                </Link>
              ) : (
                '–'
              ),
            },
            {
              label: t('access.radius.router'),
              value: <Link to={paths.router(attempt.nas.id)}>{attempt.nas.name}</Link>,
            },
            { label: t('access.radius.station'), value: mono(attempt.station) },
            { label: t('access.radius.port'), value: mono(attempt.nasPort) },
            { label: t('access.radius.method'), value: method(attempt.method) },
            ...(attempt.rate
              ? [{ label: t('access.radius.speed'), value: <Rate of={attempt.rate} /> }]
              : []),
            ...(attempt.session_s === null
              ? []
              : [
                  {
                    label: t('access.radius.sessionFor'),
                    value: <Duration seconds={attempt.session_s} />,
                  },
                ]),
          ]}
        />
        {attempt.service && (
          <Link to={paths.why(attempt.service.id)}>{t('access.radius.explain')}</Link>
        )}
      </div>
    </Dialog>
  )
}
