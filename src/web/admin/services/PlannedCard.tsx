import { dropChange, type Service } from '#modules/services/contract.ts'
import { useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { toastProblem } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'
import { DateTime } from '#web/ui/values.tsx'

const TITLE = {
  plan: 'services.changes.planTo',
  relocation: 'services.changes.relocation',
  transfer: 'services.changes.transfer',
  cancellation: 'services.changes.cancellation',
} as const satisfies Record<Service['pending'][number]['details']['what'], string>

/** What will become of a service, and when; each can be taken back until then. */
export function PlannedCard({ service }: { service: Service }) {
  const t = useText()
  const mayNot = useMayNot()
  const drop = useMutate(dropChange, { onDone: () => toast.good(t('services.changes.dropped')) })
  if (service.pending.length === 0) return null
  return (
    <Card title={t('services.changes.title')}>
      <ul className="divide-y">
        {service.pending.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5">
            <div className="min-w-0 flex-1">
              <p className="font-medium">{t(TITLE[one.details.what])}</p>
              <p className="text-sm text-soft">
                {one.at ? <DateTime at={one.at} /> : t('services.changes.waitsForMoment')}
              </p>
              {one.by.kind === 'system' && one.details.what === 'plan' && (
                <p className="text-sm text-soft">{t('services.changes.byUsage')}</p>
              )}
            </div>
            <Button
              size="sm"
              look="quiet"
              disabledBecause={mayNot(dropChange, service.siteId ?? undefined)}
              onClick={() => {
                drop
                  .mutateAsync({ serviceId: service.id, changeId: one.id })
                  .catch((error: unknown) => toastProblem(error, t))
              }}
            >
              {t('services.changes.drop')}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  )
}
