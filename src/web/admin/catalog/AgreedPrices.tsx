import { Handshake } from 'lucide-react'
import { useState } from 'react'
import {
  agreePrice,
  endAgreedPrice,
  listAgreedPrices,
  listPlans,
  type AgreedPrice,
} from '#modules/catalog/contract.ts'
import { AgreePrice } from '#web/admin/catalog/AgreePrice.tsx'
import { moneyText } from '#web/admin/catalog/words.ts'
import { useCall, useMutate } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { useCan, useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'
import { Day } from '#web/ui/values.tsx'

/** Whom a price can be agreed with here: the one that is closest comes first, and counts first. */
export type Holder = { kind: AgreedPrice['holderKind']; id: string; label: string }

type Props = { holders: readonly Holder[]; planId: string | null }

/** Prices that were agreed with a subscriber, a contract or one service, and the way to agree another. */
export function AgreedPrices({ holders, planId }: Props) {
  const t = useText()
  const mayNot = useMayNot()
  const [agreeing, setAgreeing] = useState(false)
  const [ending, setEnding] = useState<AgreedPrice>()
  const agreed = useCall(listAgreedPrices, { holderId: holders.map(({ id }) => id) })
  const end = useMutate(endAgreedPrice, {
    refresh: ['catalog', 'services', 'subscribers', 'billing'],
    onDone: () => toast.good(t('services.agreed.ended')),
  })
  return (
    <Card
      title={t('services.agreed.title')}
      hint={t('services.agreed.hint')}
      actions={
        <Button
          size="sm"
          icon={<Handshake />}
          onClick={() => setAgreeing(true)}
          disabledBecause={mayNot(agreePrice)}
        >
          {t('services.agreed.agree')}
        </Button>
      }
    >
      <Loaded of={agreed}>
        {({ prices }) =>
          prices.length === 0 ? (
            <p className="text-soft">{t('services.agreed.none')}</p>
          ) : (
            <ul className="divide-y">
              {prices.map((one) => (
                <OnePrice
                  key={one.id}
                  price={one}
                  holder={holders.find(({ id }) => id === one.holderId)?.label ?? ''}
                  onEnd={() => setEnding(one)}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      {agreeing && (
        <AgreePrice holders={holders} planId={planId} onClose={() => setAgreeing(false)} />
      )}
      <Confirm
        open={ending !== undefined}
        onClose={() => setEnding(undefined)}
        title={t('services.agreed.endTitle')}
        action={t('services.agreed.end')}
        danger
        run={() => end.mutateAsync({ agreedPriceId: ending?.id ?? '' })}
      >
        {t('services.agreed.endBody')}
      </Confirm>
    </Card>
  )
}

function OnePrice({
  price,
  holder,
  onEnd,
}: {
  price: AgreedPrice
  holder: string
  onEnd: () => void
}) {
  const t = useText()
  const language = useLanguage()
  const mayNot = useMayNot()
  const plan = usePlanName(price.planId)
  const { effect } = price
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5">
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-medium">
          {plan} ·{' '}
          {effect.kind === 'price'
            ? moneyText(effect.price.cents, language)
            : t('services.agreed.off', { share: `${effect.share_bp / 100} %` })}
        </p>
        <p className="text-sm text-soft">
          {holder} · {price.reason}
        </p>
        <p className="text-sm text-soft">
          <Day on={price.from} />
          {' – '}
          {price.lastDay ? <Day on={price.lastDay} /> : t('services.agreed.open')}
          {!price.withRules && ` · ${t('services.agreed.alone')}`}
        </p>
      </div>
      {price.state === 'on' ? (
        <Button size="sm" look="quiet" onClick={onEnd} disabledBecause={mayNot(endAgreedPrice)}>
          {t('services.agreed.end')}
        </Button>
      ) : (
        <Badge>{t('services.agreed.over')}</Badge>
      )}
    </li>
  )
}

function usePlanName(planId: string): string {
  const can = useCan()
  const { data } = useCall(listPlans, { limit: 200 }, { enabled: can(listPlans) })
  return data?.items.find(({ id }) => id === planId)?.name ?? '–'
}
