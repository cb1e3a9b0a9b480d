import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import { readMyMoney, type MyMoney } from '#modules/billing/contract.ts'
import { askMeToPay, readHowToPay } from '#modules/payments/contract.ts'
import type { Me } from '#modules/subscribers/contract.ts'
import { AskForm } from '#web/portal/pages/AskForm.tsx'
import { IHavePaid } from '#web/portal/pages/IHavePaid.tsx'
import { MoveMoney } from '#web/portal/pages/MoveMoney.tsx'
import { PayByQr } from '#web/portal/pages/PayByQr.tsx'
import { PayByVoucher } from '#web/portal/pages/PayByVoucher.tsx'
import { Prompt } from '#web/portal/pages/Prompt.tsx'
import { StandingOrder } from '#web/portal/pages/StandingOrder.tsx'
import { useAsked, useDo } from '#web/portal/queries.ts'
import { useLanguage, useSay } from '#web/portal/texts.ts'
import { Card, CopyLine, Loading, Wrong } from '#web/portal/ui.tsx'
import { dayText, moneyText } from '#web/portal/words.ts'

/** What there is and what is owed; the prompt on the phone, and what to type by hand. */
export function Pay({ me }: { me: Me }) {
  const say = useSay()
  const language = useLanguage()
  const money = useAsked(readMyMoney, {})
  const how = useAsked(readHowToPay, {})
  if (!money.data) return money.error ? <Wrong error={money.error} /> : <Loading />
  const { wallet, owed, overdueSince } = money.data
  const byHand = how.data?.byHand
  return (
    <div className="grid gap-4">
      <h1 className="text-2xl font-semibold">{say('pay')}</h1>
      <div className="grid grid-cols-2 gap-3">
        <Card>
          <dl>
            <dt className="text-sm text-soft">{say('wallet')}</dt>
            <dd className="tnum text-xl font-semibold">{moneyText(wallet, language)}</dd>
          </dl>
        </Card>
        <Card>
          <dl>
            <dt className="text-sm text-soft">{say('owed')}</dt>
            <dd className="tnum text-xl font-semibold">{moneyText(owed, language)}</dd>
            {overdueSince !== null && (
              <dd className="text-sm text-bad-text">
                {say('overdueSince', { day: dayText(overdueSince, language) })}
              </dd>
            )}
          </dl>
        </Card>
      </div>
      {how.data && byHand === null && <p className="text-soft">{say('noPaying')}</p>}
      {byHand && <ByPhone me={me} shillings={toPay(money.data)} />}
      <PayByVoucher />
      {byHand && (
        <Card title={say('byHand')}>
          <p className="text-soft">
            {say(byHand.kind === 'till' ? 'byHandTill' : 'byHandPaybill')}
          </p>
          <CopyLine
            label={say(byHand.kind === 'till' ? 'tillNumber' : 'businessNumber')}
            value={byHand.number}
          />
          {byHand.kind === 'paybill' && (
            <CopyLine label={say('accountNumber')} value={byHand.account} />
          )}
          <p className="text-sm text-soft">{say('byHandHint')}</p>
          {toPay(money.data) !== '' && <PayByQr shillings={toPay(money.data)} />}
        </Card>
      )}
      {byHand && <StandingOrder me={me} shillings={toPay(money.data)} />}
      {byHand && <IHavePaid />}
      <MoveMoney me={me} />
    </div>
  )
}

/** What makes everything good: what is owed, else what the next periods lack; in whole shillings. */
function toPay({ owed, lacking }: MyMoney): string {
  const cents = BigInt(owed.cents) > 0n ? BigInt(owed.cents) : BigInt(lacking.cents)
  return cents > 0n ? String((cents + 99n) / 100n) : ''
}

function ByPhone({ me, shillings }: { me: Me; shillings: string }) {
  const [id, setId] = useState(randomId)
  const [asked, setAsked] = useState<string>()
  const ask = useDo(askMeToPay, (prompt) => setAsked(prompt.id))
  if (asked !== undefined)
    return (
      <Prompt
        promptId={asked}
        onAgain={() => {
          setId(randomId())
          setAsked(undefined)
        }}
      />
    )
  return (
    <Card>
      <AskForm
        me={me}
        shillings={shillings}
        asking={ask}
        onAsk={(asked) => ask.mutate({ id, ...asked })}
      />
    </Card>
  )
}
