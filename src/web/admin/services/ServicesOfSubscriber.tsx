import { Plus } from 'lucide-react'
import { useState } from 'react'
import { listServices, order } from '#modules/services/contract.ts'
import { formatNumber, type Subscriber } from '#modules/subscribers/contract.ts'
import { OrderService } from '#web/admin/services/OrderService.tsx'
import { ServingMark } from '#web/admin/services/ServingMark.tsx'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useCan, useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Link } from '#web/ui/Link.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { DateTime } from '#web/ui/values.tsx'

/** What a subscriber holds, on their page; those that have ended last. */
export function ServicesOfSubscriber({ subscriber }: { subscriber: Subscriber }) {
  const t = useText()
  const can = useCan()
  const mayNot = useMayNot()
  const [ordering, setOrdering] = useState(false)
  const services = useCall(
    listServices,
    { subscriberId: [subscriber.id], limit: 100 },
    { enabled: can(listServices) },
  )
  return (
    <Card
      title={t('services.title')}
      actions={
        <Button
          size="sm"
          icon={<Plus />}
          onClick={() => setOrdering(true)}
          disabledBecause={
            subscriber.state === 'active'
              ? mayNot(order, subscriber.siteId ?? undefined)
              : t('subscribers.closedSince')
          }
        >
          {t('services.order')}
        </Button>
      }
    >
      <Loaded of={services}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-soft">{t('services.none')}</p>
          ) : (
            <ul className="divide-y">
              {items
                .toSorted((a, b) => Number(a.status === 'ended') - Number(b.status === 'ended'))
                .map((one) => (
                  <li key={one.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-3">
                    <div className="min-w-0 flex-1 basis-48">
                      <Link to={paths.service(one.id)} className="font-medium">
                        {one.plan.name}
                        {one.label ? ` · ${one.label}` : ''}
                      </Link>
                      <p className="tnum text-sm text-soft">
                        {formatNumber(one.number)} · {t(`services.accesses.${one.access}`)}
                      </p>
                    </div>
                    <ServingMark serving={one.serving} />
                    {one.paidUntil && (
                      <span className="text-sm text-soft">
                        {t('services.paidUntil')} <DateTime at={one.paidUntil} />
                      </span>
                    )}
                  </li>
                ))}
            </ul>
          )
        }
      </Loaded>
      {ordering && <OrderService subscriber={subscriber} onClose={() => setOrdering(false)} />}
    </Card>
  )
}
