import { Plus, TicketPercent } from 'lucide-react'
import { useState } from 'react'
import {
  cancelAddon,
  giveBackCoupon,
  readExtras,
  sellAddon,
  takeCoupon,
  type Extras,
} from '#modules/billing/contract.ts'
import { chooseOptions, type Service } from '#modules/services/contract.ts'
import { ChooseOptions, SellAddon, TakeCoupon } from '#web/admin/services/ExtrasForms.tsx'
import { useCall, useMutate } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { Loaded, toastProblem } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'
import { DateTime, Money } from '#web/ui/values.tsx'

type Props = { service: Service }
type Addon = Extras['addons'][number]

/** What a service has beside its plan: add-ons, coupons, options. */
export function ExtrasCard({ service }: Props) {
  const extras = useCall(readExtras, { serviceId: service.id })
  return <Loaded of={extras}>{(loaded) => <Loads extras={loaded} service={service} />}</Loaded>
}

function Loads({ extras, service }: { extras: Extras } & Props) {
  const t = useText()
  const mayNot = useMayNot()
  const [open, setOpen] = useState<'addon' | 'coupon' | 'options'>()
  const [ending, setEnding] = useState<Addon>()
  const siteId = service.siteId ?? undefined
  const isOver = service.status === 'ended'
  const end = useMutate(cancelAddon, {
    refresh: ['billing', 'services', 'usage'],
    onDone: () => toast.good(t('billing.extras.ended')),
  })
  const close = () => setOpen(undefined)
  const isEmpty =
    extras.addons.length === 0 && extras.coupons.length === 0 && extras.options.length === 0
  return (
    <Card
      title={t('billing.extras.title')}
      actions={
        !isOver && (
          <>
            <Button
              size="sm"
              icon={<Plus />}
              onClick={() => setOpen('addon')}
              disabledBecause={mayNot(sellAddon, siteId)}
            >
              {t('billing.extras.sell')}
            </Button>
            <Button
              size="sm"
              icon={<TicketPercent />}
              onClick={() => setOpen('coupon')}
              disabledBecause={mayNot(takeCoupon, siteId)}
            >
              {t('billing.extras.useCoupon')}
            </Button>
          </>
        )
      }
    >
      <p className="text-sm text-soft">
        {isEmpty ? t('billing.extras.none') : t('billing.extras.hint')}
      </p>
      <ul className="divide-y">
        {extras.addons.map((addon) => (
          <li key={addon.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5">
            <div className="min-w-0 flex-1 basis-48">
              <p className="font-medium">
                {addon.quantity > 1 && `${addon.quantity} × `}
                {addon.name}
              </p>
              <p className="text-sm text-soft">
                <Money of={addon.price} /> {t(`billing.extras.${addon.charged}`)} ·{' '}
                <DateTime at={addon.from} />
                {addon.to !== null && (
                  <>
                    {' '}
                    – <DateTime at={addon.to} />
                  </>
                )}
              </p>
            </div>
            <Button
              size="sm"
              look="quiet"
              onClick={() => setEnding(addon)}
              disabledBecause={mayNot(cancelAddon, siteId)}
            >
              {t('billing.extras.end')}
            </Button>
          </li>
        ))}
        {extras.coupons.map((coupon) => (
          <CouponRow key={coupon.id} coupon={coupon} service={service} />
        ))}
      </ul>
      {extras.options.length > 0 && (
        <Options
          extras={extras}
          onChange={isOver ? undefined : () => setOpen('options')}
          mayNot={mayNot(chooseOptions, siteId)}
        />
      )}
      <Confirm
        open={ending !== undefined}
        onClose={() => setEnding(undefined)}
        title={t('billing.extras.endTitle', { name: ending?.name ?? '' })}
        action={t('billing.extras.end')}
        run={() =>
          end.mutateAsync({ serviceId: service.id, addonId: ending?.id ?? '', when: 'now' })
        }
      >
        {t('billing.extras.endNow')}
      </Confirm>
      {open === 'addon' && <SellAddon service={service} extras={extras} onClose={close} />}
      {open === 'coupon' && <TakeCoupon service={service} onClose={close} />}
      {open === 'options' && <ChooseOptions service={service} extras={extras} onClose={close} />}
    </Card>
  )
}

function CouponRow({ coupon, service }: { coupon: Extras['coupons'][number] } & Props) {
  const t = useText()
  const language = useLanguage()
  const mayNot = useMayNot()
  const giveBack = useMutate(giveBackCoupon, {
    refresh: ['billing', 'subscribers'],
    onDone: () => toast.good(t('billing.extras.gaveBack')),
  })
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5">
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-medium">
          <span className="font-mono">{coupon.code}</span> ·{' '}
          {coupon.name[language] || coupon.name.en}
        </p>
        <p className="text-sm text-soft">{t('billing.extras.periods', coupon)}</p>
      </div>
      <Badge tone={coupon.state === 'held' ? 'good' : 'neutral'}>
        {t(`billing.extras.${coupon.state}`)}
      </Badge>
      {coupon.state === 'held' && coupon.used === 0 && (
        <Button
          size="sm"
          look="quiet"
          disabledBecause={mayNot(giveBackCoupon, service.siteId ?? undefined)}
          onClick={() => {
            giveBack
              .mutateAsync({ serviceId: service.id, heldCouponId: coupon.id })
              .catch((error: unknown) => toastProblem(error, t))
          }}
        >
          {t('billing.extras.giveBack')}
        </Button>
      )}
    </li>
  )
}

function Options({
  extras,
  onChange,
  mayNot,
}: {
  extras: Extras
  onChange: (() => void) | undefined
  mayNot: string | false
}) {
  const t = useText()
  const language = useLanguage()
  return (
    <div className="mt-4 grid gap-2 border-t pt-4">
      <h3 className="text-sm font-medium text-soft">{t('billing.extras.options')}</h3>
      <ul className="grid gap-1.5">
        {extras.options.map((option) => (
          <li key={option.key} className="flex justify-between gap-4">
            <span>
              {option.chosen} × {option.name[language] || option.name.en}
            </span>
            <Money of={option.price} />
          </li>
        ))}
      </ul>
      {onChange && (
        <Button size="sm" onClick={onChange} disabledBecause={mayNot}>
          {t('billing.extras.choose')}
        </Button>
      )}
    </div>
  )
}
