import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import {
  askMyStandingOrder,
  endMyStandingOrder,
  FREQUENCIES,
  listMyStandingOrders,
  LIVING,
  type Frequency,
  type MyStandingOrder,
} from '#modules/payments/contract.ts'
import type { Me } from '#modules/subscribers/contract.ts'
import { AskForm } from '#web/portal/pages/AskForm.tsx'
import { useAsked, useDo } from '#web/portal/queries.ts'
import { useLanguage, useSay } from '#web/portal/texts.ts'
import type { PortalText } from '#web/portal/texts/en.ts'
import { Button, Card, Field, Wrong } from '#web/portal/ui.tsx'
import { dayText, moneyText } from '#web/portal/words.ts'

const EVERY_ms = 2_500
const STATES: Record<MyStandingOrder['state'], PortalText> = {
  ...{ asking: 'standingOpen', open: 'standingOpen', active: 'standingActive' },
  ...{ failed: 'standingFailed', lapsed: 'standingLapsed', ended: 'standingEnded' },
}
const FREQUENCY: Record<Frequency, PortalText> = {
  ...{ daily: 'daily', weekly: 'weekly', monthly: 'monthly' },
  ...{ 'every-two-months': 'everyTwoMonths', quarterly: 'quarterly' },
  ...{ 'half-yearly': 'halfYearly', yearly: 'yearly' },
}

/** M-Pesa pays by itself: what was agreed to, or the way to it. */
export function StandingOrder({ me, shillings }: { me: Me; shillings: string }) {
  const say = useSay()
  const first = useAsked(listMyStandingOrders, {})
  const isOpen = first.data?.standingOrders.some(
    ({ state }) => state === 'asking' || state === 'open',
  )
  const orders = useAsked(listMyStandingOrders, {}, { every_ms: isOpen ? EVERY_ms : false })
  const [last] = orders.data?.standingOrders ?? []
  if (!orders.data) return null
  const lives = last !== undefined && LIVING.includes(last.state)
  return (
    <Card title={say('standing')}>
      {last && <One of={last} />}
      {!lives && <Ask me={me} shillings={shillings} />}
    </Card>
  )
}

function One({ of }: { of: MyStandingOrder }) {
  const say = useSay()
  const language = useLanguage()
  const end = useDo(endMyStandingOrder)
  const isOver = of.state === 'failed' || of.state === 'ended'
  return (
    <div className="grid gap-2">
      <p role="status">
        {say(STATES[of.state])} {moneyText(of.amount, language)}, {say(FREQUENCY[of.frequency])}
        {of.nextOn !== null && `, ${say('standingNext', { day: dayText(of.nextOn, language) })}`}
      </p>
      {!isOver && (
        <>
          <p className="text-sm text-soft">{say('standingCancel')}</p>
          <Wrong error={end.error} />
          <Button busy={end.isPending} onClick={() => end.mutate({ standingOrderId: of.id })}>
            {say('standingCancelled')}
          </Button>
        </>
      )}
    </div>
  )
}

function Ask({ me, shillings }: { me: Me; shillings: string }) {
  const say = useSay()
  const [id, setId] = useState(randomId)
  const [isOpen, setOpen] = useState(false)
  const [frequency, setFrequency] = useState<Frequency>('monthly')
  const [startsOn, setStartsOn] = useState('')
  const ask = useDo(askMyStandingOrder, () => {
    setId(randomId())
    setOpen(false)
  })
  if (!isOpen)
    return (
      <>
        <p className="text-soft">{say('standingHint')}</p>
        <Button onClick={() => setOpen(true)}>{say('standingAsk')}</Button>
      </>
    )
  return (
    <AskForm
      me={me}
      shillings={shillings}
      asking={ask}
      onAsk={(asked) =>
        ask.mutate({ id, ...asked, frequency, startsOn: startsOn || null, endsOn: null })
      }
    >
      <label className="grid gap-1 font-medium">
        {say('standingHowOften')}
        <select
          className="min-h-11 w-full rounded-lg border border-field bg-surface px-3 text-lg"
          value={frequency}
          onChange={({ target }) =>
            setFrequency(FREQUENCIES.find((one) => one === target.value) ?? 'monthly')
          }
        >
          {FREQUENCIES.map((one) => (
            <option key={one} value={one}>
              {say(FREQUENCY[one])}
            </option>
          ))}
        </select>
      </label>
      <Field
        label={say('standingFrom')}
        type="date"
        value={startsOn}
        onChange={(event) => setStartsOn(event.target.value)}
      />
    </AskForm>
  )
}
