import { getAuditRow } from '#platform/audit/contract.ts'
import { OUTCOME_TONES } from '#web/admin/audit/outcomes.ts'
import { useActorName } from '#web/admin/audit/use-actor-name.ts'
import { useCall } from '#web/api.ts'
import { useText, textOfAction } from '#web/i18n/index.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { JsonView } from '#web/ui/Json.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { DateTime } from '#web/ui/values.tsx'

/** One row with all that is known about it. Opening it is a look, and leaves a row of its own. */
export function AuditRowPanel({ rowId, onClose }: { rowId: string; onClose: () => void }) {
  const t = useText()
  const nameOf = useActorName()
  const row = useCall(getAuditRow, { id: rowId }, { staleTime: Infinity })
  return (
    <Dialog open onClose={onClose} title={t('system.audit.detail')} shape="side">
      <Loaded of={row}>
        {(loaded) => (
          <div className="grid gap-6">
            <Facts
              facts={[
                {
                  label: t('system.audit.action'),
                  value: (
                    <>
                      {textOfAction(loaded.action)}{' '}
                      <code className="font-mono text-sm text-soft">{loaded.action}</code>
                    </>
                  ),
                },
                {
                  label: t('system.audit.outcome'),
                  value: (
                    <Badge tone={OUTCOME_TONES[loaded.outcome]}>
                      {t(`system.audit.${loaded.outcome}`)}
                    </Badge>
                  ),
                },
                ...(loaded.because
                  ? [{ label: t('system.audit.because'), value: loaded.because }]
                  : []),
                { label: t('system.audit.who'), value: nameOf(loaded) },
                { label: t('system.audit.at'), value: <DateTime at={loaded.at} /> },
                { label: t('system.audit.ip'), value: loaded.ip ?? '–' },
                { label: t('system.audit.browser'), value: loaded.userAgent ?? '–' },
                { label: t('system.audit.via'), value: loaded.via ?? '–' },
                {
                  label: t('system.audit.request'),
                  value: loaded.requestId ?? '–',
                  ...(loaded.requestId ? { copy: loaded.requestId } : {}),
                },
                {
                  label: t('system.audit.objects'),
                  value: loaded.objects.join(', ') || '–',
                },
                {
                  label: t('system.audit.position'),
                  value: loaded.position ?? t('system.audit.positionSoon'),
                },
              ]}
            />
            {loaded.detailState === 'kept' && (
              <section className="grid gap-2">
                <h3 className="font-semibold">{t('system.audit.told')}</h3>
                <JsonView value={loaded.detail} label={t('system.audit.told')} />
              </section>
            )}
            {loaded.detailState === 'erased' && <p>{t('system.audit.erased')}</p>}
            {loaded.detailState === 'none' && (
              <p className="text-soft">{t('system.audit.noDetail')}</p>
            )}
          </div>
        )}
      </Loaded>
    </Dialog>
  )
}
