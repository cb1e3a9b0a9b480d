import { useState, type ReactNode } from 'react'
import { formatPhone } from '#kernel/phone.ts'
import type { MoneyOnWire } from '#kernel/money.ts'
import type { Me } from '#modules/subscribers/contract.ts'
import { useSay } from '#web/portal/texts.ts'
import { Button, Field, Wrong } from '#web/portal/ui.tsx'
import { shillingsOf } from '#web/portal/words.ts'

type Asked = { readonly phone: string; readonly amount: MoneyOnWire }

/** How much and which phone, and the button that asks M-Pesa for it. `children`: what else is asked, between the two. */
export function AskForm(props: {
  me: Me
  /** Whole shillings to begin with; empty: nobody knows. */
  shillings: string
  asking: { readonly isPending: boolean; readonly error: unknown }
  onAsk: (asked: Asked) => void
  children?: ReactNode
}) {
  const { me, shillings, asking, onAsk, children } = props
  const say = useSay()
  const [typed, setTyped] = useState<string>()
  // What is owed may become known, or change, while nobody has typed anything else.
  const amount = typed ?? shillings
  const [phone, setPhone] = useState(
    formatPhone(me.contacts.find(({ channel }) => channel !== 'email')?.value ?? ''),
  )
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        onAsk({ phone, amount: { cents: `${amount}00`, currency: 'KES' } })
      }}
    >
      <Field
        label={say('amount')}
        inputMode="numeric"
        pattern="[1-9][0-9]{0,5}"
        required
        value={amount}
        onChange={(event) => setTyped(shillingsOf(event.target.value))}
      />
      {children}
      <Field
        label={say('phone')}
        inputMode="tel"
        required
        autoComplete="tel"
        value={phone}
        onChange={(event) => setPhone(event.target.value)}
      />
      <Wrong error={asking.error} />
      <Button type="submit" look="primary" busy={asking.isPending}>
        {say('ask')}
      </Button>
    </form>
  )
}
