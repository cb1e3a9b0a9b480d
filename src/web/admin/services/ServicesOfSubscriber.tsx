import { Plus, SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import { composePlan } from '#modules/catalog/contract.ts'
import { listServices, order } from '#modules/services/contract.ts'
import { formatNumber, type Subscriber } from '#modules/subscribers/contract.ts'
import { OrderService } from '#web/admin/services/OrderService.tsx'
import { SellPackage, useOpenPackages } from '#web/admin/services/SellPackage.tsx'
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
  const [ordering, setOrdering] = useState<'plan' | 'package'>()
  const offers = useOpenPackages()
  const siteId = subscriber.siteId ?? undefined
  const isClosed = subscriber.state !== 'active' && t('subscribers.closedSince')
  const close = () => setOrdering(undefined)
  const services = useCall(
    listServices,
    { subscriberId: [subscriber.id], limit: 100 },
    { enabled: can(listServices) },
  )
  return (
    <Card
      title={t('services.title')}
      actions={
        <>
          {offers.length > 0 && (
            <Button
              size="sm"
              icon={<SlidersHorizontal />}
              onClick={() => setOrdering('package')}
              disabledBecause={isClosed || mayNot(order, siteId) || mayNot(composePlan)}
            >
              {t('services.compose.action')}
            </Button>
          )}
          <Button
            size="sm"
            icon={<Plus />}
            onClick={() => setOrdering('plan')}
            disabledBecause={isClosed || mayNot(order, siteId)}
          >
            {t('services.order')}
          </Button>
        </>
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
      {ordering === 'plan' && <OrderService subscriber={subscriber} onClose={close} />}
      {ordering === 'package' && (
        <SellPackage subscriber={subscriber} offers={offers} onClose={close} />
      )}
    </Card>
  )
}
