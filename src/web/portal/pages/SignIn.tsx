import { useState } from 'react'
import { formatPhone } from '#kernel/phone.ts'
import { askSignInCode, signInWithCode, signInWithPassword } from '#modules/subscribers/contract.ts'
import { earlyNow } from '#web/portal/early.ts'
import { OtherWaysIn } from '#web/portal/pages/OtherWaysIn.tsx'
import { useDo } from '#web/portal/queries.ts'
import { useSay } from '#web/portal/texts.ts'
import { Button, Card, Field, Wrong } from '#web/portal/ui.tsx'

/** By a code to a phone or an address, or by a password for those who chose one. */
export function SignIn({ supportPhone }: { supportPhone: string | null }) {
  const say = useSay()
  const [to, setTo] = useState(earlyNow().typed)
  const [step, setStep] = useState<'who' | 'code' | 'password'>('who')
  const [secret, setSecret] = useState('')
  const ask = useDo(askSignInCode, () => setStep('code'), 'nothing')
  const byCode = useDo(signInWithCode)
  const byPassword = useDo(signInWithPassword)
  const go = (next: typeof step) => {
    setSecret('')
    byCode.reset()
    byPassword.reset()
    setStep(next)
  }
  return (
    <div className="grid gap-4">
      <h1 className="text-2xl font-semibold">{say('signIn')}</h1>
      <p className="text-soft">{say('signInLead')}</p>
      <Card>
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            if (step === 'who') ask.mutate({ to })
            if (step === 'code') byCode.mutate({ to, code: secret.trim() })
            if (step === 'password') byPassword.mutate({ to, password: secret })
          }}
        >
          <Field
            label={say('reachedAt')}
            hint={say('reachedAtHint')}
            value={to}
            required
            autoComplete="username"
            readOnly={step === 'code'}
            autoFocus={earlyNow().isTyping}
            onChange={(event) => setTo(event.target.value)}
          />
          {step === 'code' && (
            <>
              <p role="status">{say('codeSent', { to })}</p>
              <Field
                label={say('code')}
                value={secret}
                required
                autoFocus
                inputMode="numeric"
                autoComplete="one-time-code"
                maxLength={6}
                onChange={(event) => setSecret(event.target.value)}
              />
            </>
          )}
          {step === 'password' && (
            <Field
              label={say('password')}
              type="password"
              value={secret}
              required
              autoComplete="current-password"
              onChange={(event) => setSecret(event.target.value)}
            />
          )}
          <Wrong error={ask.error ?? byCode.error ?? byPassword.error} />
          <Button
            type="submit"
            look="primary"
            busy={ask.isPending || byCode.isPending || byPassword.isPending}
          >
            {step === 'who' ? say('sendCode') : say('signIn')}
          </Button>
        </form>
        <div className="flex flex-wrap gap-2">
          {step === 'code' && (
            <Button look="quiet" onClick={() => go('who')}>
              {say('otherAddress')}
            </Button>
          )}
          <Button look="quiet" onClick={() => go(step === 'password' ? 'who' : 'password')}>
            {say(step === 'password' ? 'useCode' : 'usePassword')}
          </Button>
        </div>
        <OtherWaysIn />
      </Card>
      {supportPhone !== null && (
        <a href={`tel:${supportPhone}`} className="text-accent-text underline">
          {say('help', { phone: formatPhone(supportPhone) })}
        </a>
      )}
    </div>
  )
}
