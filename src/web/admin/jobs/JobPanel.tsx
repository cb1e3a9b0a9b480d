import { RotateCw, Trash2 } from 'lucide-react'
import { getJob } from '#platform/operations/contract.ts'
import { Faults } from '#web/admin/jobs/Faults.tsx'
import { JOB_TONES } from '#web/admin/jobs/job-tones.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { JsonView } from '#web/ui/Json.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { DateTime } from '#web/ui/values.tsx'

type Props = { jobId: string; onClose: () => void; onRetry: () => void; onDelete: () => void }

/** One job: what it was given, what caused it, and why it fails. */
export function JobPanel({ jobId, onClose, onRetry, onDelete }: Props) {
  const t = useText()
  const mayNot = useMayNot()
  const job = useCall(getJob, { id: jobId })
  const isStuck = job.data?.state === 'dead' || job.data?.state === 'failing'
  const refused = mayNot('platform.jobs-retry') || (!isStuck && t('system.jobs.noFault'))
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('system.jobs.detail')}
      shape="side"
      footer={
        <>
          <Button
            look="danger-quiet"
            icon={<Trash2 />}
            onClick={onDelete}
            disabledBecause={refused}
          >
            {t('system.jobs.delete')}
          </Button>
          <Button look="primary" icon={<RotateCw />} onClick={onRetry} disabledBecause={refused}>
            {t('system.jobs.retry')}
          </Button>
        </>
      }
    >
      <Loaded of={job}>
        {(loaded) => (
          <div className="grid gap-6">
            <Facts
              facts={[
                {
                  label: t('system.jobs.name'),
                  value: <code className="font-mono text-sm">{loaded.name}</code>,
                },
                {
                  label: t('system.jobs.state'),
                  value: (
                    <Badge tone={JOB_TONES[loaded.state]}>{t(`system.jobs.${loaded.state}`)}</Badge>
                  ),
                },
                {
                  label: t('system.jobs.attempts'),
                  value: t('system.jobs.attemptsOf', {
                    done: loaded.attempts,
                    most: loaded.attemptsMax,
                  }),
                },
                { label: t('system.jobs.due'), value: <DateTime at={loaded.dueAt} /> },
                { label: t('system.jobs.created'), value: <DateTime at={loaded.createdAt} /> },
                {
                  label: t('system.jobs.cause'),
                  value: loaded.cause ? `${loaded.cause.origin} (${loaded.cause.actor})` : '–',
                },
                { label: t('system.jobs.order'), value: loaded.order ?? '–' },
              ]}
            />
            <section className="grid gap-2">
              <h3 className="font-semibold">{t('system.jobs.faults')}</h3>
              {loaded.faults.length > 0 ? (
                <Faults faults={loaded.faults} />
              ) : (
                <p className="text-soft">{t('system.jobs.noFault')}</p>
              )}
            </section>
            <section className="grid gap-2">
              <h3 className="font-semibold">{t('system.jobs.payload')}</h3>
              <JsonView value={loaded.payload} label={t('system.jobs.payload')} />
            </section>
            {loaded.event && (
              <section className="grid gap-2">
                <h3 className="font-semibold">{t('system.jobs.event')}</h3>
                <JsonView value={loaded.event} label={t('system.jobs.event')} />
              </section>
            )}
          </div>
        )}
      </Loaded>
    </Dialog>
  )
}
