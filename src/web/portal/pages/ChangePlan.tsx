import { useState } from 'react'
import {
  acceptMyPlanQuote,
  listMyPlans,
  quoteMyPlan,
  type PlanQuote,
} from '#modules/billing/contract.ts'
import type { MyService } from '#modules/services/contract.ts'
import { goTo } from '#web/portal/address.ts'
import { useAsked, useDo } from '#web/portal/queries.ts'
import { useLanguage, useSay } from '#web/portal/texts.ts'
import { Button, Wrong } from '#web/portal/ui.tsx'
import { moneyText } from '#web/portal/words.ts'

/** Another plan: chosen, priced to the cent, and only then taken. */
export function ChangePlan({ service }: { service: MyService }) {
  const say = useSay()
  const [isOpen, setOpen] = useState(false)
  if (!isOpen) return <Button onClick={() => setOpen(true)}>{say('changePlan')}</Button>
  return <Plans service={service} onClose={() => setOpen(false)} />
}

function Plans({ service, onClose }: { service: MyService; onClose: () => void }) {
  const say = useSay()
  const { id: serviceId } = service
  const plans = useAsked(listMyPlans, { serviceId })
  const quote = useDo(quoteMyPlan, undefined, 'nothing')
  const accept = useDo(acceptMyPlanQuote)
  const ask = (planVersionId: string) => {
    accept.reset()
    quote.reset()
    if (planVersionId !== '') quote.mutate({ serviceId, planVersionId })
  }
  return (
    <div className="grid gap-3 rounded-lg bg-sunken p-3">
      <label className="grid gap-1">
        <span className="font-medium">{say('newPlan')}</span>
        <select
          defaultValue=""
          disabled={quote.isPending}
          onChange={(event) => ask(event.target.value)}
          className="min-h-11 w-full min-w-0 rounded-lg border border-field bg-surface px-3"
        >
          <option value="">{say(plans.data?.plans.length === 0 ? 'noPlans' : 'choosePlan')}</option>
          {plans.data?.plans.map(({ planVersionId, name }) => (
            <option key={planVersionId} value={planVersionId}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Wrong error={plans.error ?? quote.error ?? accept.error} />
      {quote.data && <Quote quote={quote.data} from={service.plan} />}
      {accept.data ? (
        <Accepted quote={accept.data} />
      ) : (
        <div className="flex flex-wrap gap-2">
          {quote.data && (
            <Button
              look="primary"
              busy={accept.isPending}
              onClick={() => accept.mutate({ serviceId, quoteId: quote.data.id })}
            >
              {say('accept')}
            </Button>
          )}
          <Button look="quiet" onClick={onClose}>
            {say('cancel')}
          </Button>
        </div>
      )}
    </div>
  )
}

function Quote({ quote, from }: { quote: PlanQuote; from: string }) {
  const say = useSay()
  const language = useLanguage()
  const amount = moneyText(quote.missing, language)
  return (
    <div role="status">
      <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1">
        <dt className="text-soft">{say('quoteCredited', { plan: from })}</dt>
        <dd className="tnum">{moneyText(quote.credited, language)}</dd>
        <dt className="text-soft">{say('quoteCharged')}</dt>
        <dd className="tnum">{moneyText(quote.charged, language)}</dd>
      </dl>
      <p>
        {BigInt(quote.missing.cents) > 0n ? say('quoteMissing', { amount }) : say('quoteReady')}
      </p>
    </div>
  )
}

function Accepted({ quote }: { quote: PlanQuote }) {
  const say = useSay()
  if (quote.state === 'done')
    return (
      <p role="status" className="text-good-text">
        {say('planDone')}
      </p>
    )
  return (
    <>
      <p role="status">{say('planWaits')}</p>
      <Button look="primary" onClick={() => goTo('pay')}>
        {say('pay')}
      </Button>
    </>
  )
}
