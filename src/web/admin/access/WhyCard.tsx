import { explainService } from '#modules/access/contract.ts'
import { Attempts } from '#web/admin/access/Attempts.tsx'
import { Decision, SpeedSteps } from '#web/admin/access/Decision.tsx'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useCan } from '#web/session.ts'
import { Card } from '#web/ui/Card.tsx'
import { Link } from '#web/ui/Link.tsx'
import { Loaded } from '#web/ui/Problem.tsx'

const SHOWN = 3

/** On the page of a service: whether it gets online, how fast, and what its last attempts came to. */
export function WhyCard({ serviceId }: { serviceId: string }) {
  const t = useText()
  const can = useCan()
  const answer = useCall(explainService, { serviceId }, { enabled: can('access.read') })
  if (!can('access.read')) return null
  return (
    <Card
      title={t('access.why.panel')}
      hint={t('access.why.panelHint')}
      actions={<Link to={paths.why(serviceId)}>{t('access.why.open')}</Link>}
    >
      <Loaded of={answer}>
        {({ decision, speed, attempts }) => (
          <div className="grid gap-4">
            <Decision of={decision} />
            <SpeedSteps of={speed} />
            <Attempts of={attempts.slice(0, SHOWN)} />
          </div>
        )}
      </Loaded>
    </Card>
  )
}
