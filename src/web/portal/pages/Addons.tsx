import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import { buyMyAddon, listMyAddons, quoteMyAddon } from '#modules/billing/contract.ts'
import type { MyService } from '#modules/services/contract.ts'
import { goTo } from '#web/portal/address.ts'
import { useMoment } from '#web/portal/moment.ts'
import { useAsked, useDo } from '#web/portal/queries.ts'
import { useLanguage, useSay } from '#web/portal/texts.ts'
import { Button, Loading, Wrong } from '#web/portal/ui.tsx'
import { moneyText } from '#web/portal/words.ts'

/** More data or more speed: chosen, priced with its taxes, and on the line at once. */
export function Addons({ service }: { service: MyService }) {
  const say = useSay()
  const [isOpen, setOpen] = useState(false)
  if (!isOpen) return <Button onClick={() => setOpen(true)}>{say('addons')}</Button>
  return (
    <div className="grid gap-3 rounded-lg bg-sunken p-3">
      <Offered serviceId={service.id} />
      <Button look="quiet" onClick={() => setOpen(false)}>
        {say('close')}
      </Button>
    </div>
  )
}

function Offered({ serviceId }: { serviceId: string }) {
  const say = useSay()
  const language = useLanguage()
  const moment = useMoment()
  const [chosen, setChosen] = useState('')
  const addons = useAsked(listMyAddons, { serviceId })
  if (!addons.data) return addons.error ? <Wrong error={addons.error} /> : <Loading />
  const { has, offered } = addons.data
  return (
    <>
      {has.length > 0 && (
        <ul className="grid gap-1">
          {has.map(({ id, name, quantity, until }) => (
            <li key={id}>
              {quantity > 1 && `${quantity} × `}
              {name}
              {until !== null && (
                <span className="text-soft"> {say('addonUntil', { at: moment(until) })}</span>
              )}
            </li>
          ))}
        </ul>
      )}
      <label className="grid gap-1">
        <span className="font-medium">{say('addonsTitle')}</span>
        <select
          value={chosen}
          onChange={(event) => setChosen(event.target.value)}
          className="min-h-11 w-full min-w-0 rounded-lg border border-field bg-surface px-3"
        >
          <option value="">{say(offered.length === 0 ? 'addonsNone' : 'addonsChoose')}</option>
          {offered.map(({ productId, name }) => (
            <option key={productId} value={productId}>
              {name[language]}
            </option>
          ))}
        </select>
      </label>
      {chosen !== '' && <Quoted key={chosen} {...{ serviceId, productId: chosen }} />}
    </>
  )
}

function Quoted({ serviceId, productId }: { serviceId: string; productId: string }) {
  const say = useSay()
  const language = useLanguage()
  const [id] = useState(randomId)
  const quote = useAsked(quoteMyAddon, { serviceId, productId })
  const buy = useDo(buyMyAddon)
  if (!quote.data) return quote.error ? <Wrong error={quote.error} /> : <Loading />
  const { amount, missing, charged } = quote.data
  const cost = moneyText(amount, language)
  if (buy.isSuccess)
    return (
      <p role="status" className="text-good-text">
        {say('addonDone')}
      </p>
    )
  return (
    <>
      <p role="status">{say(charged === 'once' ? 'addonOnce' : 'addonEach', { amount: cost })}</p>
      <Wrong error={buy.error} />
      {BigInt(missing.cents) > 0n ? (
        <Button look="primary" onClick={() => goTo('pay')}>
          {say('payNow', { amount: moneyText(missing, language) })}
        </Button>
      ) : (
        <Button
          look="primary"
          busy={buy.isPending}
          onClick={() => buy.mutate({ serviceId, id, productId })}
        >
          {say('addonBuy')}
        </Button>
      )}
    </>
  )
}
