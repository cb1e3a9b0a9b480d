import { readSpeed, type SpeedShown } from '#modules/shaping/contract.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { Card } from '#web/ui/Card.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { Skeleton } from '#web/ui/Skeleton.tsx'
import { DateTime, Rate } from '#web/ui/values.tsx'

/** As often as a person looks; the network itself is told within a second. */
const FRESH_ms = 15_000

/** The speed that a service deserves now, and each step that led to it. */
export function SpeedCard({ serviceId }: { serviceId: string }) {
  const t = useText()
  const speed = useCall(readSpeed, { serviceId }, { refetchInterval: FRESH_ms })
  return (
    <Card title={t('usage.speed.title')} hint={t('usage.speed.hint')}>
      <Loaded of={speed} skeleton={<Skeleton className="h-24 w-full" />}>
        {(loaded) => <Steps speed={loaded} />}
      </Loaded>
    </Card>
  )
}

function Steps({ speed }: { speed: SpeedShown }) {
  const t = useText()
  return (
    <div className="grid gap-4">
      <p className="text-2xl font-semibold">
        {speed.rate ? <Rate of={speed.rate} /> : t('usage.speed.none')}
      </p>
      <ol className="grid gap-2">
        {speed.steps.map(({ because, rate, stage }) => (
          <li key={because} className="flex flex-wrap justify-between gap-x-4">
            <span>{t(`usage.speed.because.${because}`, { stage: (stage ?? 0) + 1 })}</span>
            <Rate of={rate} />
          </li>
        ))}
      </ol>
      {speed.guaranteed && (
        <p className="text-sm text-soft">
          {t('usage.speed.guaranteed')}: <Rate of={speed.guaranteed} />
        </p>
      )}
      {speed.until && (
        <p className="text-sm text-soft">
          {t('usage.speed.until')} <DateTime at={speed.until} />
        </p>
      )}
    </div>
  )
}
