import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import { moveMyMoney } from '#modules/billing/contract.ts'
import type { Me } from '#modules/subscribers/contract.ts'
import { useDo } from '#web/portal/queries.ts'
import { useSay } from '#web/portal/texts.ts'
import { Button, Card, Field, Wrong } from '#web/portal/ui.tsx'
import { shillingsOf } from '#web/portal/words.ts'

/** From one's wallet to that of somebody whom the same phone looks after: a parent's to a child's, a company's to a branch's. */
export function MoveMoney({ me }: { me: Me }) {
  const [isOpen, setOpen] = useState(false)
  const say = useSay()
  const others = me.people.filter(({ id }) => id !== me.subscriberId)
  if (others.length === 0) return null
  if (!isOpen) return <Button onClick={() => setOpen(true)}>{say('moveMoney')}</Button>
  return (
    <Card title={say('moveMoney')}>
      <Move others={others} onClose={() => setOpen(false)} />
    </Card>
  )
}

function Move({ others, onClose }: { others: Me['people']; onClose: () => void }) {
  const say = useSay()
  const [id, setId] = useState(randomId)
  const [to, setTo] = useState(others[0]?.id ?? '')
  const [amount, setAmount] = useState('')
  const move = useDo(moveMyMoney, () => {
    setId(randomId())
    setAmount('')
  })
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        const money = { cents: `${amount}00`, currency: 'KES' } as const
        move.mutate({ id, toSubscriberId: to, amount: money })
      }}
    >
      <label className="grid gap-1">
        <span className="font-medium">{say('moveTo')}</span>
        <select
          value={to}
          onChange={(event) => setTo(event.target.value)}
          className="min-h-11 w-full min-w-0 rounded-lg border border-field bg-surface px-3"
        >
          {others.map((one) => (
            <option key={one.id} value={one.id}>{`${one.name} · ${one.number}`}</option>
          ))}
        </select>
      </label>
      <Field
        label={say('amount')}
        inputMode="numeric"
        pattern="[1-9][0-9]{0,5}"
        required
        value={amount}
        onChange={(event) => setAmount(shillingsOf(event.target.value))}
      />
      <Wrong error={move.error} />
      {move.isSuccess && (
        <p role="status" className="text-good-text">
          {say('moved')}
        </p>
      )}
      <div className="flex gap-2">
        <Button type="submit" look="primary" busy={move.isPending}>
          {say('move')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {say('close')}
        </Button>
      </div>
    </form>
  )
}
