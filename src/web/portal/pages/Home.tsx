import { readMyMoney, type MyMoney } from '#modules/billing/contract.ts'
import { listMyServices } from '#modules/services/contract.ts'
import type { Me } from '#modules/subscribers/contract.ts'
import { goTo } from '#web/portal/address.ts'
import { People } from '#web/portal/pages/People.tsx'
import { ServiceCard } from '#web/portal/pages/ServiceCard.tsx'
import { useAsked } from '#web/portal/queries.ts'
import { useLanguage, useSay } from '#web/portal/texts.ts'
import { Button, Card, Loading, Wrong } from '#web/portal/ui.tsx'
import { dayText, moneyText } from '#web/portal/words.ts'

const EVERY_ms = 15_000

/** What somebody holds, how it is, and what to do about it. */
export function Home({ me }: { me: Me }) {
  const say = useSay()
  const services = useAsked(listMyServices, {}, { every_ms: EVERY_ms })
  const money = useAsked(readMyMoney, {})
  return (
    <div className="grid gap-4">
      <div>
        <h1 className="text-2xl font-semibold">{say('hello', { name: me.name })}</h1>
        <p className="text-soft">{say('account', { number: me.number })}</p>
      </div>
      <People me={me} />
      {money.data && <Owed {...money.data} />}
      <Wrong error={services.error} />
      {services.isPending && <Loading />}
      {services.data?.services.length === 0 && (
        <Card title={say('noServices')}>
          <p className="text-soft">{say('noServicesHint')}</p>
        </Card>
      )}
      {services.data?.services.map((service) => (
        <ServiceCard
          key={service.id}
          service={service}
          next={money.data?.next.find(({ serviceId }) => serviceId === service.id)}
        />
      ))}
    </div>
  )
}

/** What was invoiced and is not paid: nobody looks for that among the papers. */
function Owed({ owed, overdueSince }: Pick<MyMoney, 'owed' | 'overdueSince'>) {
  const say = useSay()
  const language = useLanguage()
  if (BigInt(owed.cents) <= 0n) return null
  const amount = moneyText(owed, language)
  return (
    <Card>
      <dl>
        <dt className="text-sm text-soft">{say('owed')}</dt>
        <dd className="tnum text-xl font-semibold">{amount}</dd>
        {overdueSince !== null && (
          <dd className="text-sm text-bad-text">
            {say('overdueSince', { day: dayText(overdueSince, language) })}
          </dd>
        )}
      </dl>
      <Button look="primary" onClick={() => goTo('pay')}>
        {say('payNow', { amount })}
      </Button>
    </Card>
  )
}
