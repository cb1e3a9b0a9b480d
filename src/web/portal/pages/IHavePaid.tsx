import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import {
  CLAIM_WORDS,
  claimMyPayment,
  readMyClaim,
  type MyClaim,
} from '#modules/payments/contract.ts'
import { useAsked, useDo } from '#web/portal/queries.ts'
import { useLanguage, useSay } from '#web/portal/texts.ts'
import { Button, Card, Field, Wrong } from '#web/portal/ui.tsx'
import { moneyText } from '#web/portal/words.ts'

const EVERY_ms = 3000

/** Money that did not find its owner: by the receipt it does, or M-Pesa is asked about it. */
export function IHavePaid() {
  const say = useSay()
  const [isOpen, setOpen] = useState(false)
  if (!isOpen) return <Button onClick={() => setOpen(true)}>{say('claim')}</Button>
  return (
    <Card title={say('claim')}>
      <p className="text-soft">{say('claimLead')}</p>
      <ClaimForm onClose={() => setOpen(false)} />
    </Card>
  )
}

function ClaimForm({ onClose }: { onClose: () => void }) {
  const say = useSay()
  const [receipt, setReceipt] = useState('')
  const [phone, setPhone] = useState('')
  const claim = useDo(claimMyPayment)
  const asked = claim.data
  const isWaiting = asked?.state === 'waiting'
  const later = useAsked(
    readMyClaim,
    { claimId: asked?.id ?? '' },
    { every_ms: isWaiting ? EVERY_ms : false, enabled: isWaiting },
  )
  const now = later.data ?? asked
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        claim.mutate({
          ...{ id: randomId(), receipt },
          phone: phone.trim() === '' ? null : phone,
        })
      }}
    >
      <Field
        label={say('claimCode')}
        hint={say('claimCodeHint')}
        autoCapitalize="characters"
        autoComplete="off"
        spellCheck={false}
        minLength={8}
        maxLength={400}
        required
        value={receipt}
        onChange={(event) => setReceipt(event.target.value)}
      />
      <Field
        label={say('claimPhone')}
        hint={say('claimPhoneHint')}
        inputMode="tel"
        autoComplete="tel"
        value={phone}
        onChange={(event) => setPhone(event.target.value)}
      />
      <Wrong error={claim.error ?? later.error} />
      {now && <Became of={now} />}
      <div className="flex gap-2">
        <Button type="submit" look="primary" busy={claim.isPending || now?.state === 'waiting'}>
          {say('claimSend')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {say('close')}
        </Button>
      </div>
    </form>
  )
}

function Became({ of }: { of: MyClaim }) {
  const say = useSay()
  const language = useLanguage()
  if (of.state === 'given')
    return (
      <p role="status" className="text-good-text">
        {of.amount === null
          ? say('claimGiven')
          : say('claimGivenAmount', { amount: moneyText(of.amount, language) })}
      </p>
    )
  const words = of.why === null ? undefined : CLAIM_WORDS[of.why][language]
  return of.state === 'waiting' ? (
    <p role="status">{words ?? say('loading')}</p>
  ) : (
    <p role="alert" className="rounded-lg bg-warn-wash p-3 text-warn-text">
      {words ?? say('wrong')}
    </p>
  )
}
