import { useState } from 'react'
import { readMyConnection } from '#modules/access/contract.ts'
import { renewMyService, type MyMoney } from '#modules/billing/contract.ts'
import { setMyAutoRenew, type MyService } from '#modules/services/contract.ts'
import { readMyUsage } from '#modules/usage/contract.ts'
import { goTo } from '#web/portal/address.ts'
import { useMoment } from '#web/portal/moment.ts'
import { Addons } from '#web/portal/pages/Addons.tsx'
import { ChangePlan } from '#web/portal/pages/ChangePlan.tsx'
import { Devices } from '#web/portal/pages/Devices.tsx'
import { Pausing } from '#web/portal/pages/Pausing.tsx'
import { Why } from '#web/portal/pages/Why.tsx'
import { useAsked, useDo } from '#web/portal/queries.ts'
import { useLanguage, useSay } from '#web/portal/texts.ts'
import { useNow } from '#web/state/clock.ts'
import { Button, Card, Switch, Wrong } from '#web/portal/ui.tsx'
import { bytesText, leftText, moneyText, rateText } from '#web/portal/words.ts'

const EVERY_ms = 15_000
const SOON_hours = 72
const FILL = { full: 'bg-good', throttled: 'bg-warn', 'walled-garden': 'bg-bad', denied: 'bg-bad' }

/** One service: whether it works, how fast, how much, how long; and what can be done. */
export function ServiceCard({
  service,
  next,
}: {
  service: MyService
  next: MyMoney['next'][number] | undefined
}) {
  const say = useSay()
  const moment = useMoment()
  const now = useNow()
  const [isAsking, setAsking] = useState(false)
  const { id: serviceId, serving, paidUntil } = service
  const usage = useAsked(readMyUsage, { serviceId }, { every_ms: EVERY_ms })
  const connection = useAsked(readMyConnection, { serviceId }, { every_ms: EVERY_ms })
  return (
    <Card
      title={
        <span className="flex items-center gap-2">
          <span aria-hidden="true" className={`size-2.5 rounded-full ${FILL[serving.kind]}`} />
          {service.name}
        </span>
      }
    >
      <p>{say(`because_${serving.because}`)}</p>
      {paidUntil !== null && service.pay === 'prepaid' && isAhead(paidUntil, now) && (
        <p>
          <span className="block text-xl font-semibold">{leftText(paidUntil, now, say)}</span>
          <span className="text-soft">{say('paidUntil', { at: moment(paidUntil) })}</span>
        </p>
      )}
      <dl className="grid grid-cols-3 gap-2">
        <Fact
          label={say('speed')}
          value={connection.data?.speed ? rateText(connection.data.speed) : say('unlimited')}
        />
        <Fact label={say('today')} value={usage.data ? bytesText(usage.data.todayBytes) : '…'} />
        <Fact
          label={say(usage.data?.quota?.leftBytes ? 'left' : 'month')}
          value={usage.data ? bytesText(usage.data.quota?.leftBytes ?? usage.data.monthBytes) : '…'}
        />
      </dl>
      <p className="text-sm text-soft">
        {connection.data?.online
          ? say('online', { at: moment(connection.data.online.since) })
          : say('offlineNow')}
      </p>
      <Money service={service} next={next} />
      <div className="grid grid-cols-2 gap-2 [&>:not(button)]:col-span-2">
        {service.status === 'active' && <ChangePlan service={service} />}
        {service.status === 'active' && <Addons service={service} />}
        <Devices service={service} />
        <Pausing service={service} />
      </div>
      <Button look="line" aria-expanded={isAsking} onClick={() => setAsking(!isAsking)}>
        {say('why')}
      </Button>
      {isAsking && connection.data && <Why connection={connection.data} />}
    </Card>
  )
}

function isAhead(until: string, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(Temporal.Instant.from(until), now) > 0
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt className="text-sm text-soft">{label}</dt>
      <dd className="tnum font-medium break-words">{value}</dd>
    </div>
  )
}

/** Pays, or renews where the wallet reaches. */
function Money({
  service,
  next,
}: {
  service: MyService
  next: MyMoney['next'][number] | undefined
}) {
  const say = useSay()
  const language = useLanguage()
  const renew = useDo(renewMyService)
  const auto = useDo(setMyAutoRenew)
  const now = useNow()
  // Whoever has weeks left is not pressed.
  const isSoon =
    service.paidUntil === null || !isAhead(service.paidUntil, now.add({ hours: SOON_hours }))
  if (service.pay !== 'prepaid') return null
  return (
    <>
      {next && BigInt(next.missing.cents) > 0n && (
        <Button look={isSoon ? 'primary' : 'plain'} onClick={() => goTo('pay')}>
          {say('payNow', { amount: moneyText(next.missing, language) })}
        </Button>
      )}
      {next && BigInt(next.missing.cents) === 0n && (
        <Button busy={renew.isPending} onClick={() => renew.mutate({ serviceId: service.id })}>
          {say('renewNow', { amount: moneyText(next.price, language) })}
        </Button>
      )}
      {renew.isSuccess && (
        <p role="status" className="text-good-text">
          {say('renewed')}
        </p>
      )}
      <Switch
        label={say('autoRenew')}
        isOn={service.autoRenew}
        busy={auto.isPending}
        onChange={(isOn) => auto.mutate({ serviceId: service.id, isOn })}
      />
      <Wrong error={renew.error ?? auto.error} />
    </>
  )
}
